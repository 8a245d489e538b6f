# Makes the files of model/ part of the program: an assembly file that includes their bytes.
set(model_folder ${CMAKE_CURRENT_SOURCE_DIR}/model)
file(CONFIGURE OUTPUT name_model_file.S CONTENT ".section .rodata
.balign 16
.global chancery_name_model_begin
.global chancery_name_model_end
chancery_name_model_begin:
.incbin \"${model_folder}/names.bin\"
chancery_name_model_end:
.global chancery_calibration_begin
.global chancery_calibration_end
chancery_calibration_begin:
.incbin \"${model_folder}/calibration.tsv\"
chancery_calibration_end:
.section .note.GNU-stack,\"\",@progbits
" @ONLY)
set_source_files_properties(${CMAKE_CURRENT_BINARY_DIR}/name_model_file.S PROPERTIES
  OBJECT_DEPENDS "${model_folder}/names.bin;${model_folder}/calibration.tsv")
set(model_sources ${CMAKE_CURRENT_BINARY_DIR}/name_model_file.S)
