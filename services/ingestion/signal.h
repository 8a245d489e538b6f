// The signal of platform/signal.h, by its short name.
#pragma once

#include "services/platform/signal.h"

namespace chancery::ingestion {

using platform::Signal;

}  // namespace chancery::ingestion
