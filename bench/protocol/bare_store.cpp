// bench_bare_store FOLDER SECONDS CLIENTS
// The cost that nobody can avoid: rows of a lodging's size into one SQLite table, by
// one writing thread that commits what waits together, each client waiting for its
// own. Prints rows a second, and microseconds of the writing thread's processor
// time for a row.

#include <sqlite3.h>
#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <filesystem>
#include <mutex>
#include <semaphore>
#include <string>
#include <thread>
#include <vector>

namespace {

constexpr std::size_t kRowBytes = 16464;  // a lodging

struct Client {
  std::vector<unsigned char> row = std::vector<unsigned char>(kRowBytes);
  std::binary_semaphore done{0};
};

void must(bool fine) {
  if (!fine) std::abort();
}

double thread_cpu_us() {
  rusage usage{};
  ::getrusage(RUSAGE_THREAD, &usage);
  const auto us = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) * 1e6 + static_cast<double>(t.tv_usec);
  };
  return us(usage.ru_utime) + us(usage.ru_stime);
}

// Writer commits what waits together.
class Writer {
 public:
  explicit Writer(const std::string& path) {
    must(sqlite3_open(path.c_str(), &database_) == SQLITE_OK);
    // The same settings as the relay's.
    execute("PRAGMA auto_vacuum=INCREMENTAL; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            "PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint=4000;"
            "CREATE TABLE lodgings(row INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT");
    must(sqlite3_prepare_v2(database_, "INSERT INTO lodgings(body) VALUES(?)", -1, &insert_,
                            nullptr) == SQLITE_OK);
    thread_ = std::thread([this] { loop(); });
  }
  void submit(Client& client) {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(&client);
    wake_.notify_one();
  }
  void stop() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
    sqlite3_finalize(insert_);
    sqlite3_close(database_);
  }
  std::size_t rows = 0;
  double cpu_us = 0;

 private:
  void execute(const char* sql) {
    must(sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
  }
  void loop() {
    for (;;) {
      std::vector<Client*> group;
      {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
        cpu_us = thread_cpu_us();
        if (waiting_.empty()) return;
        group.swap(waiting_);
      }
      commit(group);
      rows += group.size();
      for (auto* client : group) client->done.release();
    }
  }
  void commit(const std::vector<Client*>& group) {
    execute("BEGIN IMMEDIATE");
    for (const auto* client : group) {
      sqlite3_bind_blob(insert_, 1, client->row.data(), static_cast<int>(kRowBytes), SQLITE_STATIC);
      must(sqlite3_step(insert_) == SQLITE_DONE && sqlite3_reset(insert_) == SQLITE_OK);
    }
    execute("COMMIT");
  }

  sqlite3* database_ = nullptr;
  sqlite3_stmt* insert_ = nullptr;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Client*> waiting_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  std::filesystem::create_directories(argv[1]);
  Writer writer(std::string(argv[1]) + "/bare.db");
  const auto seconds = std::chrono::seconds(std::stoi(argv[2]));
  const auto start = std::chrono::steady_clock::now();
  std::vector<std::thread> clients;
  for (int i = 0; i < std::stoi(argv[3]); ++i)
    clients.emplace_back([&writer, end = start + seconds] {
      Client client;
      while (std::chrono::steady_clock::now() < end) {
        ++client.row[client.row[0] % 100];
        writer.submit(client);
        client.done.acquire();
      }
    });
  for (auto& client : clients) client.join();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  writer.stop();
  const auto rows = static_cast<double>(writer.rows);
  std::printf("%.0f %.2f\n", rows / took.count(), writer.cpu_us / rows);
}
