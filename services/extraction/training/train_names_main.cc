// train-names CORPUS.jsonl GAZETTEER.tsv GROUPS.tsv OUT.bin: trains the model of names; README.md says on what.
#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>

#include "services/extraction/training/train_names.h"

int main(int argc, char** argv) {
  CLI::App app("Trains the model of names.");
  std::string corpus_path;
  std::string gazetteer_path;
  std::string groups_path;
  std::string out_path;
  chancery::extraction::TrainingOptions options;
  app.add_option("corpus", corpus_path, "what prepare wrote")->required()->check(CLI::ExistingFile);
  app.add_option("gazetteer", gazetteer_path, "what gazetteer wrote")->required()->check(CLI::ExistingFile);
  app.add_option("groups", groups_path, "what clusters wrote")->required()->check(CLI::ExistingFile);
  app.add_option("out", out_path, "the model")->required();
  app.add_option("--seed", options.seed, "of the order of examples")->capture_default_str();
  app.add_option("--runs", options.runs, "whose weights are averaged")->capture_default_str();
  app.add_option("--first-epochs", options.first_epochs, "over what people marked alone")->capture_default_str();
  app.add_option("--epochs", options.epochs, "over everything")->capture_default_str();
  app.add_option("--rate", options.rate, "of learning")->capture_default_str();
  app.add_option("--decay", options.decay, "of weights, at each of their updates")->capture_default_str();
  app.add_option("--dropout", options.dropout, "share of a word's features left out each time")->capture_default_str();
  app.add_option("--least-count", options.least_count, "features seen less often are left out")->capture_default_str();
  app.add_option("--least-weight", options.least_weight, "features without a larger weight are left out")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  const auto lexicon = chancery::extraction::Lexicon::Load();
  if (!lexicon.ok()) {
    std::cerr << lexicon.status() << "\n";
    return 1;
  }
  std::ifstream corpus(corpus_path);
  std::ifstream gazetteer(gazetteer_path);
  std::ifstream groups(groups_path);
  const auto model = chancery::extraction::TrainNames(**lexicon, corpus, gazetteer, groups, options, std::cerr);
  if (!model.ok()) {
    std::cerr << model.status() << "\n";
    return 1;
  }
  std::ofstream out(out_path, std::ios::binary);
  out << *model;
  return out.flush() ? 0 : 1;
}
