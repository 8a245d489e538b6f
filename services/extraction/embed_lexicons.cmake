# Makes lexicons/*.tsv part of the program: an assembler file that includes their bytes and the table of their names.
file(GLOB lexicons CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/lexicons/*.tsv)
set(assembly ".section .rodata\n")
set(declarations "")
set(table "")
foreach(path IN LISTS lexicons)
  get_filename_component(name ${path} NAME)
  string(MAKE_C_IDENTIFIER "chancery_lexicon_${name}" symbol)
  string(APPEND assembly ".global ${symbol}_begin\n.global ${symbol}_end\n${symbol}_begin:\n.incbin \"${path}\"\n${symbol}_end:\n")
  string(APPEND declarations "extern \"C\" const char ${symbol}_begin[];\nextern \"C\" const char ${symbol}_end[];\n")
  string(APPEND table "      {\"${name}\", {${symbol}_begin, static_cast<size_t>(${symbol}_end - ${symbol}_begin)}},\n")
endforeach()
string(APPEND assembly ".section .note.GNU-stack,\"\",@progbits\n")
file(CONFIGURE OUTPUT lexicon_files.S CONTENT "${assembly}" @ONLY)
file(CONFIGURE OUTPUT lexicon_files.cc CONTENT "#include \"services/extraction/lexicon_files.h\"

${declarations}
namespace chancery::extraction {

const std::vector<LexiconFile>& BuiltInLexiconFiles() {
  static const auto* const files = new std::vector<LexiconFile>{
${table}  };
  return *files;
}

}  // namespace chancery::extraction
" @ONLY)
set_source_files_properties(${CMAKE_CURRENT_BINARY_DIR}/lexicon_files.S PROPERTIES OBJECT_DEPENDS "${lexicons}")
set(lexicon_sources ${CMAKE_CURRENT_BINARY_DIR}/lexicon_files.S ${CMAKE_CURRENT_BINARY_DIR}/lexicon_files.cc)
