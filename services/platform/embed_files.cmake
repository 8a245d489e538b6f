# embed_files(SOURCES HEADER NAMESPACE FUNCTION FILE...): makes files part of a program.
#
# HEADER declares `std::span<const platform::EmbeddedFile> FUNCTION();` in chancery::NAMESPACE (services/platform/embedded_file.h).
# SOURCES becomes the list of sources that define it: an assembler file that includes the bytes, and the table of their names.
function(embed_files sources header namespace function)
  string(MAKE_C_IDENTIFIER "chancery_${namespace}_${function}" prefix)
  set(assembly ".section .rodata\n")
  set(declarations "")
  set(table "")
  foreach(path IN LISTS ARGN)
    get_filename_component(name ${path} NAME)
    string(MAKE_C_IDENTIFIER "${prefix}_${name}" symbol)
    string(APPEND assembly ".balign 16\n.global ${symbol}_begin\n.global ${symbol}_end\n${symbol}_begin:\n.incbin \"${path}\"\n${symbol}_end:\n")
    string(APPEND declarations "extern \"C\" const char ${symbol}_begin[];\nextern \"C\" const char ${symbol}_end[];\n")
    string(APPEND table "      {\"${name}\", {${symbol}_begin, static_cast<size_t>(${symbol}_end - ${symbol}_begin)}},\n")
  endforeach()
  string(APPEND assembly ".section .note.GNU-stack,\"\",@progbits\n")
  set(stem ${CMAKE_CURRENT_BINARY_DIR}/${function})
  file(CONFIGURE OUTPUT ${stem}.S CONTENT "${assembly}" @ONLY)
  file(CONFIGURE OUTPUT ${stem}.cc CONTENT "#include \"${header}\"

${declarations}
namespace chancery::${namespace} {

std::span<const platform::EmbeddedFile> ${function}() {
  static const platform::EmbeddedFile files[] = {
${table}  };
  return files;
}

}  // namespace chancery::${namespace}
" @ONLY)
  set_source_files_properties(${stem}.S PROPERTIES OBJECT_DEPENDS "${ARGN}")
  set(${sources} ${stem}.S ${stem}.cc PARENT_SCOPE)
endfunction()
