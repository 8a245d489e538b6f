// Made-up documents that are like news: some hundred people and countries are in most of them, most others in few; they come in the order
// of their days.
//
// For one thread each.
#pragma once

#include <cstdint>
#include <random>
#include <string>

#include "chancery/knowledge/v1/knowledge_service.pb.h"

namespace chancery::query {

// The same name for the same number.
std::string MadeUpName(uint64_t number);

class World {
 public:
  // The first `documents` are spread over all years, later ones are of the last days.
  World(uint32_t seed, int documents) : random_(seed), documents_(documents) {}

  knowledge::v1::AnalysisCommit Document(int number);

  // Low numbers often, high ones seldom.
  int Zipf(int n);
  // The full name of a person that documents name.
  static std::string PersonName(int person);
  static constexpr int kPeople = 40000;
  static constexpr int kWords = 4096;
  static constexpr int kFirstYear = 2015, kYears = 10;

 private:
  std::mt19937 random_;
  const int documents_;
};

// A document about two people who meet on few days, as one of a thousand on the same story.
knowledge::v1::AnalysisCommit HotDocument(std::mt19937& random, int number);

}  // namespace chancery::query
