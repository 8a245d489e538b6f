# Makes model/names.bin part of the program: an assembly file that includes its bytes.
set(model_file ${CMAKE_CURRENT_SOURCE_DIR}/model/names.bin)
file(CONFIGURE OUTPUT name_model_file.S CONTENT ".section .rodata
.balign 16
.global chancery_name_model_begin
.global chancery_name_model_end
chancery_name_model_begin:
.incbin \"${model_file}\"
chancery_name_model_end:
.section .note.GNU-stack,\"\",@progbits
" @ONLY)
set_source_files_properties(${CMAKE_CURRENT_BINARY_DIR}/name_model_file.S PROPERTIES OBJECT_DEPENDS ${model_file})
set(model_sources ${CMAKE_CURRENT_BINARY_DIR}/name_model_file.S)
