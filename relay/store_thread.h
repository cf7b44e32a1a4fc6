#pragma once
// StoreThread: the one thread that writes. Jobs that wait together are committed
// together, and nobody is told "done" before the commit is on the disk.

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

#include "relay/store.h"

namespace tipstaff::relay {

class StoreThread {
 public:
  using Work = std::function<Result<void>(Store&)>;
  using Done = std::function<void(Result<void>)>;

  explicit StoreThread(Store store);
  // Waiting jobs are finished first.
  ~StoreThread();

  // submit runs `work` inside a transaction that it may share with others, and
  // calls `done`, on the store's thread, once that is committed. A job that fails
  // must have changed nothing. Never waits; when too much waits already, `done`
  // is called at once with too_large.
  void submit(Work work, Done done);

  // run waits for a job. Not for the store's own thread.
  [[nodiscard]] Result<void> run(Work work);

  // scrub asks the thread to remove erased bytes from the write-ahead log.
  void scrub();

 private:
  struct Job {
    Work work;
    Done done;
    Result<void> result;
  };
  void loop();
  void commit_group(std::vector<Job>& jobs);

  Store store_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Job> waiting_;
  bool scrub_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace tipstaff::relay
