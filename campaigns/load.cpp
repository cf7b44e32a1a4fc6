#include "campaigns/load.h"

#include "campaigns/file_source.h"
#include "campaigns/packed.h"
#include "casework/campaigns/edge_text.h"
#include "casework/campaigns/utf16.h"

namespace tipstaff::campaigns {
namespace {

// Start gives back the first bytes that were looked at.
class Start : public ByteSource {
 public:
  explicit Start(ByteSource& source) : source_(source) {}
  [[nodiscard]] Result<std::string_view> peek() {
    constexpr std::size_t kPeekBytes = 4096;
    Bytes part(kPeekBytes);
    while (held_.size() < kPeekBytes) {
      TIP_TRY(const auto size, source_.read(part));
      if (size == 0) break;
      held_.append(as_text(ByteView(part).first(size)));
    }
    return held_;
  }
  Result<std::size_t> read(MutableBytes into) override {
    if (at_ >= held_.size()) return source_.read(into);
    const auto size = std::min(into.size(), held_.size() - at_);
    std::copy_n(held_.begin() + static_cast<std::ptrdiff_t>(at_), size, into.begin());
    at_ += size;
    return size;
  }

 private:
  ByteSource& source_;
  std::string held_;
  std::size_t at_ = 0;
};

// Opened is one file down to its posts.
struct Opened {
  std::unique_ptr<FileSource> file;
  std::unique_ptr<ByteSource> unpacked;
  std::unique_ptr<Start> packed_start;
  std::unique_ptr<Utf16Source> converted;
  std::unique_ptr<Start> start;
  std::unique_ptr<PostReader> reader;
  std::string mapping;  // described; empty for JSON
  Layout layout = Layout::unknown;
};

Result<Opened> open_posts(const std::string& path, const LoadOptions& options, const ReadOptions& read, Reading& reading) {
  Opened out;
  TIP_TRY(out.file, FileSource::open(path));
  TIP_TRY(out.unpacked, open_packed(*out.file));
  out.start = std::make_unique<Start>(*out.unpacked);
  TIP_TRY(auto first, out.start->peek());
  if (const auto order = utf16_of(first)) {
    out.packed_start = std::move(out.start);
    out.converted = std::make_unique<Utf16Source>(*out.packed_start, *order);
    out.start = std::make_unique<Start>(*out.converted);
    reading.from_utf16 = true;
    TIP_TRY(first, out.start->peek());
  }
  if (looks_like_json(first)) {
    out.reader = open_json_posts(*out.start, read, reading);
    return out;
  }
  TIP_TRY(auto csv, open_csv_posts(*out.start, options.mapping, read, reading));
  out.mapping = describe_mapping(csv.mapping, csv.header);
  out.layout = csv.mapping.layout;
  out.reader = std::move(csv.reader);
  return out;
}

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
  TIP_TRY(const auto opened, open_posts(path, options, read, reading));
  if (!opened.mapping.empty()) {
    notes += "columns (" + std::string(layout_name(opened.layout)) + "):\n" + opened.mapping;
    if (opened.layout == Layout::unknown && !options.confirmed && options.mapping.empty())
      return fail(Errc::wrong_state, "the columns were guessed from their names");
  }
  const Bar bar(options.progress, *opened.file);
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
  TIP_TRY(const auto opened, open_posts(options.files.at(0), options, read, reading));
  return opened.mapping.empty() ? "JSON: fields are found by their names\n" : std::string(layout_name(opened.layout)) + "\n" + opened.mapping;
}

}  // namespace tipstaff::campaigns
