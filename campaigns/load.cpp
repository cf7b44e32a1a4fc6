#include "campaigns/load.h"

#include <future>

#include "campaigns/file_source.h"
#include "campaigns/open_posts.h"
#include "casework/campaigns/edge_text.h"
#include "casework/campaigns/feed.h"

namespace tipstaff::campaigns {
namespace {

class Bar {
 public:
  Bar(bool shown, const FileSource& file) : shown_(shown && file.size() > 0), file_(file) {}
  void draw(std::uint64_t rows) const {
    if (!shown_) return;
    constexpr std::uint64_t kWidth = 30;
    const auto full = std::min(kWidth, file_.done() * kWidth / file_.size());
    std::string bar(full, '#');
    bar.resize(kWidth, '.');
    std::fprintf(stderr, "\r[%s] %3llu %%  %llu rows", bar.c_str(), static_cast<unsigned long long>(std::min<std::uint64_t>(100, file_.done() * 100 / file_.size())),
                 static_cast<unsigned long long>(rows));
  }
  void end(std::uint64_t rows) const {
    if (!shown_) return;
    draw(rows);
    std::fputc('\n', stderr);
  }

 private:
  bool shown_;
  const FileSource& file_;
};

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using OutFile = std::unique_ptr<std::FILE, CloseFile>;

void keep(std::FILE* to, const BadRow& row) {
  const auto line = std::to_string(row.line) + ',' + std::string(fault_name(row.fault)) + ',' + csv_field(row.raw) + '\n';
  std::fwrite(line.data(), 1, line.size(), to);
}

// File is one export on its way into the builder: while one batch of posts is taken, the
// next is read by another thread.
class File {
 public:
  File(const LoadOptions& options, ReadOptions read, Reading& reading, const KeepAside& aside)
      : options_(options), read_(std::move(read)), reading_(reading), aside_(aside), one_(static_cast<bool>(aside)), two_(static_cast<bool>(aside)) {
    read_.keep_aside = [this](const BadRow& row) { filling_->set_aside(row); };
  }

  Result<void> open(const std::string& path, std::string& notes) {
    TIP_TRY(file_, FileSource::open(path));
    TIP_TRY(opened_, open_posts(*file_, options_.mapping, read_, reading_));
    if (opened_.mapping.empty()) return {};
    notes += "columns (" + std::string(layout_name(opened_.layout)) + "):\n" + opened_.mapping;
    if (opened_.layout == Layout::unknown && !options_.confirmed && options_.mapping.empty())
      return fail(Errc::wrong_state, "the columns were guessed from their names");
    return {};
  }

  // take goes to the end of the file, or to where it cannot be read or there is no room.
  void take(TraceBuilder& builder, std::string& notes) {
    const Bar bar(options_.progress, *file_);
    std::optional<WithPictures> pictured;
    if (options_.pictures != nullptr) pictured.emplace(*opened_.reader, *options_.pictures);
    PostReader& reader = pictured ? static_cast<PostReader&>(*pictured) : *opened_.reader;
    const auto fill = [&] { return filling_->fill(reader); };
    Fed fed;
    for (auto more = fill();;) {
      std::swap(filling_, taking_);
      bar.draw(reading_.good);
      const bool goes_on = more && *more;
      auto ahead = goes_on ? std::async(std::launch::async, fill) : std::future<Result<bool>>();
      feed(*taking_, builder, options_.runner, aside_, fed);
      if (!more) notes += "reading stopped: " + std::string(more.error().where) + ". The rows before it count.\n";
      if (!goes_on) break;
      more = ahead.get();
      if (fed.full) break;
    }
    fed.put_into(reading_);
    bar.end(reading_.good);
  }

 private:
  const LoadOptions& options_;
  ReadOptions read_;
  Reading& reading_;
  const KeepAside& aside_;
  std::unique_ptr<FileSource> file_;
  OpenedPosts opened_;
  PostBatch one_, two_;
  PostBatch *filling_ = &one_, *taking_ = &two_;
};

ReadOptions read_options(const LoadOptions& options) {
  return {.now_ms = options.now_ms, .zone_minutes = options.zone_minutes, .snowflake_times = options.snowflakes, .account = options.account};
}

}  // namespace

Result<Reading> load(const LoadOptions& options, TraceBuilder& builder, std::string& notes) {
  OutFile rejected;
  if (!options.rejected.empty()) {
    rejected.reset(std::fopen(options.rejected.c_str(), "wbx"));
    if (!rejected) return fail(Errc::wrong_state, "the file for rejected rows is there already, or cannot be written");
    std::fputs("line,reason,row\n", rejected.get());
  }
  KeepAside aside;
  if (rejected) aside = [&rejected](const BadRow& row) { keep(rejected.get(), row); };
  Reading reading;
  for (const auto& path : options.files) {
    File file(options, read_options(options), reading, aside);
    TIP_CHECK(file.open(path, notes));
    file.take(builder, notes);
  }
  return reading;
}

Result<std::string> describe_columns(const LoadOptions& options) {
  Reading reading;
  const auto read = read_options(options);
  TIP_TRY(const auto file, FileSource::open(options.files.at(0)));
  TIP_TRY(const auto opened, open_posts(*file, options.mapping, read, reading));
  return opened.mapping.empty() ? "JSON: fields are found by their names\n" : std::string(layout_name(opened.layout)) + "\n" + opened.mapping;
}

}  // namespace tipstaff::campaigns
