#include "campaigns/caged.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <new>
#include <random>

#include "campaigns/open_posts.h"
#include "campaigns/refusal.h"
#include "casework/campaigns/csv.h"
#include "casework/campaigns/desk_form.h"
#include "casework/campaigns/feed.h"
#include "casework/campaigns/post_texts.h"
#include "platform/cage.h"
#include "platform/descriptor.h"
#include "platform/walls.h"

namespace tipstaff::campaigns {
namespace {

constexpr platform::CageLimits kLimits{.cpu_seconds_max = 1800, .heap_bytes_max = std::size_t{6} << 30, .calls = platform::Calls::libraries};
constexpr std::size_t kAsideRowsMax = 200;      // of the rows that are shown
constexpr std::size_t kAsideBytesMax = 300;     // of each

std::int64_t now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

std::string quoted(std::string_view text) { return '"' + casework::escape_json(text) + '"'; }

void answer(const std::string& line) {
  if (!platform::write_all(STDOUT_FILENO, as_bytes(line))) platform::leave(platform::kGaveUp);
}

[[noreturn]] void end() {
  answer("{\"kind\":\"end\"}\n");
  platform::leave(0);
}

[[noreturn]] void give_up(std::string_view words) {
  answer("{\"kind\":\"failed\",\"why\":" + quoted(refusal_code(words)) + "}\n");
  end();
}

// Input is stdin, which counts what it gave.
class Input : public ByteSource {
 public:
  Result<std::size_t> read(MutableBytes into) override {
    const auto got = ::read(STDIN_FILENO, into.data(), into.size());
    if (got < 0) return fail(Errc::not_found, kRestDidNotCome);
    done_ += static_cast<std::uint64_t>(got);
    return static_cast<std::size_t>(got);
  }
  [[nodiscard]] std::uint64_t done() const { return done_; }

 private:
  std::uint64_t done_ = 0;
};

void say_progress(const Input& input, const Reading& reading, std::string_view step) {
  answer("{\"kind\":\"progress\",\"bytes\":" + std::to_string(input.done()) + ",\"rows\":" + std::to_string(reading.good) +
         ",\"bad\":" + std::to_string(reading.bad_total()) + ",\"step\":" + quoted(step) + "}\n");
}

// Aside keeps the first bad rows, as JSON.
struct Aside {
  std::string rows;
  std::size_t count = 0;
  void keep(const BadRow& row) {
    if (++count > kAsideRowsMax) return;
    rows += (count > 1 ? ",{\"line\":" : "{\"line\":") + std::to_string(row.line) + ",\"why\":" + quoted(fault_name(row.fault)) +
            ",\"row\":" + quoted(row.raw.substr(0, kAsideBytesMax)) + '}';
  }
};

// notes_json tells what people must know of rows that count: a word and how many.
std::string notes_json(const Reading& reading) {
  std::string out;
  const auto say = [&out](std::string_view code, std::uint64_t count) {
    if (count > 0) out += (out.empty() ? "{\"code\":" : ",{\"code\":") + quoted(code) + ",\"count\":" + std::to_string(count) + '}';
  };
  say("zone_unsaid", reading.zone_said > 0 ? reading.zone_unsaid : 0);
  say("minutes_only", reading.minutes_only);
  say("from_snowflake", reading.from_snowflake);
  say("without_objects", reading.without_objects);
  say("from_utf16", reading.from_utf16 ? 1 : 0);
  say("quotes_plain", reading.quotes_plain ? 1 : 0);
  return out;
}

// `stopped`: why the rest of the file was not read, or nothing.
void say_reading(const Reading& reading, const Aside& aside, std::string_view stopped) {
  std::string bad;
  for (std::size_t i = 0; i < kFaults; ++i)
    if (reading.bad[i] > 0)
      bad += (bad.empty() ? "{\"why\":" : ",{\"why\":") + quoted(fault_name(static_cast<Fault>(i))) + ",\"count\":" + std::to_string(reading.bad[i]) + '}';
  answer("{\"kind\":\"reading\",\"rows\":" + std::to_string(reading.good) + ",\"bad\":[" + bad + "],\"aside\":[" + aside.rows + "],\"notes\":[" +
         notes_json(reading) + "],\"stopped\":" + quoted(refusal_code(stopped)) + "}\n");
}

void columns() {
  Input input;
  const auto bytes = PlainBytes::open(input);
  if (!bytes) give_up(bytes.error().where);
  if (looks_like_json((*bytes)->first())) return answer("{\"kind\":\"columns\",\"layout\":\"JSON\",\"header\":[],\"mapping\":{}}\n");
  Reading reading;
  const KeepAside none;
  CsvReader csv(**bytes, reading, none);
  const auto header = csv.begin();
  if (!header) give_up(header.error().where);
  const auto mapping = guess_mapping(*header);
  std::string names, fields;
  for (const auto& name : *header) names += (names.empty() ? "" : ",") + quoted(name);
  for (std::size_t i = 0; i < kFields; ++i)
    fields += (i > 0 ? "," : "") + quoted(field_name(static_cast<Field>(i))) + ':' + std::to_string(mapping.column[i] + 1);
  answer("{\"kind\":\"columns\",\"layout\":" + quoted(layout_name(mapping.layout)) + ",\"header\":[" + names + "],\"mapping\":{" + fields + "}}\n");
}

// read_all: a file that stops in the middle gives the rows before.
void read_all(Input& input, const OpenedPosts& opened, PostBatch& batch, TraceBuilder& builder, Reading& reading, Aside& aside, std::string& stopped) {
  const KeepAside keep = [&aside](const BadRow& row) { aside.keep(row); };
  for (bool more = true, full = false; more && !full;) {
    const auto filled = batch.fill(*opened.reader);
    more = filled && *filled;
    if (!filled) stopped = filled.error().where;
    Fed fed;
    feed(batch, builder, run_in_turn, keep, fed);
    fed.put_into(reading);
    full = fed.full;
    say_progress(input, reading, "reading");
  }
}

void say_file(std::string_view name, std::string_view text) {
  answer("{\"kind\":\"file\",\"name\":" + quoted(name) + ",\"text\":" + quoted(text) + "}\n");
}

// say_texts reads the file again, as far as it was read, for the texts that are shown. The
// cage lets nobody go back in a file, but the file is memory already.
void say_texts(std::uint64_t bytes, const std::vector<std::string>& mapping, const ReadOptions& options, PostTexts& shown) {
  const auto* file = ::mmap(nullptr, bytes, PROT_READ, MAP_PRIVATE, STDIN_FILENO, 0);
  if (file == MAP_FAILED) return;
  MemorySource again(std::string_view(static_cast<const char*>(file), bytes));
  Reading reading;
  const auto opened = open_posts(again, mapping, options, reading);
  Post post;
  while (opened && !shown.enough()) {
    const auto more = opened->reader->next(post);
    if (!more || !*more) break;
    shown.offer(post);
  }
  answer(shown.lines());
}

void say_findings(const Findings& findings, PostTexts& shown) {
  answer(write_desk_form(findings, shown));
  say_file("members.csv", write_members_csv(findings));
  say_file("edges.csv", write_edges_csv(findings));
  say_file("evidence.csv", write_evidence_csv(findings));
  say_file("crews.graphml", write_graphml(findings));
  say_file("crews.gexf", write_gexf(findings));
  say_file("crews.stix.json", write_stix(findings, now_ms()));
  say_file("report.html", write_report(findings, now_ms()));
}

void find(std::int32_t zone_minutes, const std::vector<std::string>& mapping, std::uint64_t key) {
  Input input;
  Reading reading;
  Aside aside;
  std::string stopped;
  PostBatch batch(true);
  ReadOptions options{.now_ms = now_ms(), .zone_minutes = zone_minutes, .keep_aside = [&batch](const BadRow& row) { batch.set_aside(row); }};
  const auto opened = open_posts(input, mapping, options, reading);
  if (!opened) give_up(opened.error().where);
  TraceBuilder builder(TraceSet::usual(), Duplicates::drop, key);
  read_all(input, *opened, batch, builder, reading, aside, stopped);
  say_reading(reading, aside, stopped);
  if (builder.shares.rows() == 0) give_up(kNothingInCommon);
  say_progress(input, reading, "comparing");
  builder.end();
  const ShareIndex index(builder.shares);
  const auto surprise = find_surprise(index, {});
  say_progress(input, reading, "crews");
  const AccountFacts facts{&builder.profiles, &builder.words};
  const auto crews = find_crews(index, surprise, {}, facts);
  if (!crews) give_up(crews.error().where);
  PostTexts shown;
  const auto cut = stopped.empty() ? "" : "reading stopped: " + stopped + ". The rows before it count.\n";
  say_findings({index, surprise, *crews, facts, cut + reading.sentences(), static_cast<std::uint32_t>(builder.shares.accounts.size()), {}}, shown);
  options.keep_aside = {};
  if (reading.with_text > 0 && !shown.enough()) {
    say_progress(input, reading, "texts");
    say_texts(input.done(), mapping, options, shown);
  }
}

}  // namespace

void run_caged(std::span<char* const> words) {
  const bool finds = words.size() >= 2 && std::string_view(words[0]) == "find";
  std::vector<std::string> mapping;
  for (std::size_t i = 2; finds && i < words.size(); ++i) mapping.emplace_back(words[i]);
  const auto zone = finds ? static_cast<std::int32_t>(std::strtol(words[1], nullptr, 10)) : 0;
  std::random_device device;
  const auto key = static_cast<std::uint64_t>(device()) << 32 | device();
  std::set_new_handler([] { platform::leave(platform::kNoMemory); });
  (void)platform::raise_walls({});
  if (!platform::lock_in(kLimits)) platform::leave(platform::kNoCage);
  if (finds) find(zone, mapping, key);
  else columns();
  end();
}

}  // namespace tipstaff::campaigns
