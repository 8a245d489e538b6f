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

std::vector<Row> Transaction::QueryValues(std::string_view sql, const std::vector<Value>& args) {
  std::vector<Argument> arguments;
  arguments.reserve(args.size());
  for (const Value& arg : args) {
    std::visit(
        [&](const auto& value) {
          using T = std::decay_t<decltype(value)>;
          if constexpr (std::is_same_v<T, Bytes>) {
            arguments.emplace_back(BytesView{value.value});
          } else if constexpr (std::is_same_v<T, std::string>) {
            arguments.emplace_back(std::string_view(value));
          } else {
            arguments.emplace_back(value);
          }
        },
        arg);
  }
  return QueryArguments(sql, arguments);
}

double Row::Double(size_t column) const {
  if (const auto* number = std::get_if<double>(&values_[column])) return *number;
  return static_cast<double>(Int(column));
}

}  // namespace chancery::query
