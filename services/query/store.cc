#include "services/query/store.h"

namespace chancery::query {
namespace {
const std::string& Empty() {
  static const auto* const empty = new std::string;
  return *empty;
}
}  // namespace

const std::string& Row::Text(size_t column) const {
  const auto* text = std::get_if<std::string>(&values_[column]);
  return text ? *text : Empty();
}

const std::string& Row::Blob(size_t column) const {
  const auto* bytes = std::get_if<Bytes>(&values_[column]);
  return bytes ? bytes->value : Empty();
}

int64_t Row::Int(size_t column) const {
  const auto* number = std::get_if<int64_t>(&values_[column]);
  return number ? *number : 0;
}

double Row::Double(size_t column) const {
  if (const auto* number = std::get_if<double>(&values_[column])) return *number;
  return static_cast<double>(Int(column));
}

}  // namespace chancery::query
