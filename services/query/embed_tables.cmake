# Makes the tables of questions part of the program, and those of names and offices that extraction reads too: the same data,
# not its code. An assembler file includes their bytes; tables.cc lists them.
set(shared_lexicons ${PROJECT_SOURCE_DIR}/services/extraction/lexicons)
set(tables
  ${CMAKE_CURRENT_SOURCE_DIR}/ask/answers.tsv ${CMAKE_CURRENT_SOURCE_DIR}/ask/cues.tsv ${CMAKE_CURRENT_SOURCE_DIR}/ask/glossary.tsv
  ${CMAKE_CURRENT_SOURCE_DIR}/ask/times.tsv
  ${CMAKE_CURRENT_SOURCE_DIR}/topics.tsv
  ${shared_lexicons}/agreements.tsv ${shared_lexicons}/countries.tsv ${shared_lexicons}/occasions.tsv ${shared_lexicons}/offices.tsv
  ${shared_lexicons}/organisations.tsv ${shared_lexicons}/places.tsv ${shared_lexicons}/portfolios.tsv)
set(assembly ".section .rodata\n")
set(declarations "")
set(cases "")
foreach(path IN LISTS tables)
  get_filename_component(name ${path} NAME)
  string(MAKE_C_IDENTIFIER "chancery_query_table_${name}" symbol)
  string(APPEND assembly ".global ${symbol}_begin\n.global ${symbol}_end\n${symbol}_begin:\n.incbin \"${path}\"\n${symbol}_end:\n")
  string(APPEND declarations "extern \"C\" const char ${symbol}_begin[];\nextern \"C\" const char ${symbol}_end[];\n")
  string(APPEND cases "  if (name == \"${name}\") return {${symbol}_begin, static_cast<size_t>(${symbol}_end - ${symbol}_begin)};\n")
endforeach()
string(APPEND assembly ".section .note.GNU-stack,\"\",@progbits\n")
file(CONFIGURE OUTPUT query_tables.S CONTENT "${assembly}" @ONLY)
file(CONFIGURE OUTPUT query_tables.cc CONTENT "#include \"services/query/tables.h\"

${declarations}
namespace chancery::query {

std::string_view TableText(std::string_view name) {
${cases}  return {};
}

}  // namespace chancery::query
" @ONLY)
set_source_files_properties(${CMAKE_CURRENT_BINARY_DIR}/query_tables.S PROPERTIES OBJECT_DEPENDS "${tables}")
set(table_sources ${CMAKE_CURRENT_BINARY_DIR}/query_tables.S ${CMAKE_CURRENT_BINARY_DIR}/query_tables.cc)
