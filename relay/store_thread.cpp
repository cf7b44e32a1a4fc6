#include "relay/store_thread.h"

#include <future>

namespace tipstaff::relay {
namespace {

constexpr std::size_t kGroupMax = 256;     // 4 MiB of lodgings in one commit
constexpr std::size_t kWaitingMax = 2048;  // bounds memory: 32 MiB of lodgings

}  // namespace

StoreThread::StoreThread(Store store)
    : store_(std::move(store)), thread_([this] { loop(); }) {}

StoreThread::~StoreThread() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void StoreThread::submit(Work work, Done done) {
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() < kWaitingMax) {
      waiting_.push_back({std::move(work), std::move(done), {}});
      wake_.notify_one();
      return;
    }
  }
  done(fail(Errc::too_large, "store queue"));
}

Result<void> StoreThread::run(Work work) {
  std::promise<Result<void>> promise;
  auto future = promise.get_future();
  submit(std::move(work), [&promise](Result<void> result) { promise.set_value(result); });
  return future.get();
}

void StoreThread::scrub() {
  const std::lock_guard lock(mutex_);
  scrub_ = true;
  wake_.notify_one();
}

void StoreThread::loop() {
  for (;;) {
    std::vector<Job> jobs;
    bool scrub = false;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || scrub_ || !waiting_.empty(); });
      scrub = std::exchange(scrub_, false);
      if (waiting_.empty() && !scrub) return;
      while (!waiting_.empty() && jobs.size() < kGroupMax) {
        jobs.push_back(std::move(waiting_.front()));
        waiting_.pop_front();
      }
    }
    if (!jobs.empty()) commit_group(jobs);
    for (auto& job : jobs) job.done(job.result);
    if (scrub) store_.scrub();
  }
}

void StoreThread::commit_group(std::vector<Job>& jobs) {
  auto outcome = store_.begin();
  if (outcome) {
    for (auto& job : jobs) {
      job.result = job.work(store_);
      // A full disk spoils the whole group; a refusal spoils only its own job.
      if (!job.result && job.result.error().code == Errc::wrong_state) outcome = job.result;
      if (!outcome) break;
    }
  }
  if (outcome) outcome = store_.commit();
  if (outcome) return;
  store_.rollback();
  for (auto& job : jobs) job.result = outcome;
}

}  // namespace tipstaff::relay
