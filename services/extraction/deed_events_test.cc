// Events by their verbs, wherever who does it and to whom stand in an English clause.
#include <gmock/gmock.h>

#include "services/extraction/extractor_test_fixture.h"

namespace chancery::extraction {
namespace {

}  // namespace
}  // namespace chancery::extraction
