// The query service's options as flags, for programs that have it inside.
#pragma once

#include "services/query/query_server.h"

namespace chancery::query {

// Everything but the store's path.
QueryOptions QueryOptionsFromFlags();

}  // namespace chancery::query
