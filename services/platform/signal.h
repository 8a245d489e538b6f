// Tells waiting threads that something changed, without polling.
//
// Thread-safe.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>

#include "absl/time/time.h"

namespace chancery::platform {

// A counter that rises with every change. Read it, look whether there is work, and if not wait until it is past what
// was read: a change in between is not missed.
class Signal {
 public:
  uint64_t version() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return version_;
  }

  void Raise() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      ++version_;
    }
    raised_.notify_all();
  }

  // Returns when the version is past `seen`, the signal is closed, or the time is over.
  void WaitPast(uint64_t seen, absl::Duration timeout) const {
    std::unique_lock<std::mutex> lock(mutex_);
    const auto ready = [&] { return version_ > seen || closed_; };
    raised_.wait_for(lock, absl::ToChronoMilliseconds(timeout) + std::chrono::milliseconds(1), ready);
  }

  // Wakes all who wait, now and later: the process ends.
  void Close() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      closed_ = true;
    }
    raised_.notify_all();
  }
  bool closed() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return closed_;
  }

 private:
  mutable std::mutex mutex_;
  mutable std::condition_variable raised_;
  uint64_t version_ = 0;
  bool closed_ = false;
};

}  // namespace chancery::platform
