#include "campaigns/load.h"

#include "campaigns/file_source.h"
#include "campaigns/open_posts.h"
#include "casework/campaigns/edge_text.h"

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
  if (to == nullptr) return;
  const auto line = std::to_string(row.line) + ',' + std::string(fault_name(row.fault)) + ',' + csv_field(row.raw) + '\n';
  std::fwrite(line.data(), 1, line.size(), to);
}

Result<void> load_file(const std::string& path, const LoadOptions& options, const ReadOptions& read, TraceBuilder& builder, Reading& reading,
                       std::string& notes) {
  constexpr std::uint64_t kRowsBetweenBars = 1 << 16;
  TIP_TRY(const auto file, FileSource::open(path));
  TIP_TRY(const auto opened, open_posts(*file, options.mapping, read, reading));
  if (!opened.mapping.empty()) {
    notes += "columns (" + std::string(layout_name(opened.layout)) + "):\n" + opened.mapping;
    if (opened.layout == Layout::unknown && !options.confirmed && options.mapping.empty())
      return fail(Errc::wrong_state, "the columns were guessed from their names");
  }
  const Bar bar(options.progress, *file);
  Post post;
  for (;;) {
    const auto more = opened.reader->next(post);
    if (!more) {
      bar.end(reading.good);
      notes += "reading stopped: " + std::string(more.error().where) + ". The rows before it count.\n";
      return {};
    }
    if (!*more) break;
    if (reading.good % kRowsBetweenBars == 0) bar.draw(reading.good);
    if (options.pictures != nullptr && post.image_hash.empty()) post.image_hash = options.pictures->look_of(post);
    const auto before = builder.shares.rows();
    const auto fault = builder.add(post);
    if (!fault) {
      reading.without_objects += builder.shares.rows() == before;
      continue;
    }
    --reading.good;
    ++reading.bad[static_cast<std::size_t>(*fault)];
    if (read.keep_aside) read.keep_aside({0, *fault, post.content});
    if (*fault == Fault::full) break;
  }
  bar.end(reading.good);
  return {};
}

ReadOptions read_options(const LoadOptions& options, std::FILE* rejected) {
  ReadOptions read{.now_ms = options.now_ms, .zone_minutes = options.zone_minutes, .snowflake_times = options.snowflakes, .account = options.account};
  if (rejected != nullptr) read.keep_aside = [rejected](const BadRow& row) { keep(rejected, row); };
  return read;
}

}  // namespace

Result<Reading> load(const LoadOptions& options, TraceBuilder& builder, std::string& notes) {
  OutFile rejected;
  if (!options.rejected.empty()) {
    rejected.reset(std::fopen(options.rejected.c_str(), "wbx"));
    if (!rejected) return fail(Errc::wrong_state, "the file for rejected rows is there already, or cannot be written");
    std::fputs("line,reason,row\n", rejected.get());
  }
  const auto read = read_options(options, rejected.get());
  Reading reading;
  for (const auto& path : options.files) TIP_CHECK(load_file(path, options, read, builder, reading, notes));
  return reading;
}

Result<std::string> describe_columns(const LoadOptions& options) {
  Reading reading;
  const auto read = read_options(options, nullptr);
  TIP_TRY(const auto file, FileSource::open(options.files.at(0)));
  TIP_TRY(const auto opened, open_posts(*file, options.mapping, read, reading));
  return opened.mapping.empty() ? "JSON: fields are found by their names\n" : std::string(layout_name(opened.layout)) + "\n" + opened.mapping;
}

}  // namespace tipstaff::campaigns
