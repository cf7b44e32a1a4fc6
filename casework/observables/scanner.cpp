#include "casework/observables/scanner.h"

#include <algorithm>
#include <optional>

#include "casework/observables/fold.h"
#include "casework/observables/refang.h"
#include "casework/observables/scan.h"
#include "casework/observables/tables.h"

namespace tipstaff::casework {
namespace {

// Scripts that are written without blanks: U+3000 and up to Hangul, by lead byte.
bool is_dense_lead(char c) {
  const auto byte = static_cast<std::uint8_t>(c);
  return byte >= 0xE3 && byte <= 0xED;
}

std::size_t character_bytes(char lead) {
  const auto byte = static_cast<std::uint8_t>(lead);
  return byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
}

// take_word reads a run of word bytes. "访问evil.com查看" is three runs, since
// nobody writes a blank there.
Word take_word(const Scan& scan, std::size_t begin) {
  Word word{begin, begin, 0};
  while (word.end < scan.text.size()) {
    const char c = scan.text[word.end];
    const auto kind = class_of(c);
    if (kind == 0) break;
    if ((kind & kHigh) == 0) {
      word.bits |= kind;
      ++word.end;
      continue;
    }
    const bool dense = is_dense_lead(c);
    if (dense && word.end > begin && is_alnum(scan.text[word.end - 1])) break;
    word.bits |= kHigh;
    word.end = std::min(word.end + character_bytes(c), scan.text.size());
    if (dense && is_alnum(scan.at(word.end))) break;
  }
  return word;
}

Word trimmed(const Scan& scan, Word word) {
  const auto is_joint = [](char c) { return c == '.' || c == '-' || c == '_'; };
  while (word.begin < word.end && is_joint(scan.text[word.begin])) ++word.begin;
  while (word.end > word.begin && is_joint(scan.text[word.end - 1])) --word.end;
  word.bits = 0;
  for (auto i = word.begin; i < word.end; ++i) word.bits |= class_of(scan.text[i]);
  return word;
}

void match_word(Scan& scan, const Word& raw) {
  scan.steps += raw.end - raw.begin;
  const char next = scan.at(raw.end), previous = scan.before(raw.begin);
  if (next == ':' || next == '/' || next == '\\' || next == '\xE5') {
    if (scan.here(raw.end, "://")) match_url(scan, raw);
    else match_prefixed(scan, raw);
  }
  if (previous == '@') match_after_at(scan, raw);
  if ((raw.bits & kDot) != 0) match_dotted(scan, raw);
  if ((raw.bits & kDigit) == 0) {
    if (raw.end - raw.begin < 8) return;
    if ((raw.bits & (kLower | kJoin | kDot | kHigh)) != 0) return;
  }
  const auto word = trimmed(scan, raw);
  if (word.begin == word.end) return;
  match_mark(scan, word);
  match_string(scan, word);
  match_number(scan, word);
}

void match_sign(Scan& scan, std::size_t i) {
  switch (scan.text[i]) {
    case '+': return match_plus(scan, i);
    case '/': return match_slash(scan, i);
    case '\\': return match_backslash(scan, i);
    case ':':
      if (scan.at(i + 1) == ':' && !is_alnum(scan.before(i))) match_colons(scan, i);
      return;
    default: return;
  }
}

void run(Scan& scan) {
  for (std::size_t i = 0; i < scan.text.size();) {
    if (!is_word(scan.text[i])) {
      match_sign(scan, i++);
      continue;
    }
    const auto word = take_word(scan, i);
    match_word(scan, word);
    i = word.end;
  }
  scan.steps += scan.text.size();
}

bool encloses(const Observable& outer, const Observable& inner) {
  return outer.offset <= inner.offset && outer.offset + outer.length >= inner.offset + inner.length;
}

// order sorts by place, drops what was found twice, and says what encloses what.
void order(std::vector<Observable>& hits) {
  std::sort(hits.begin(), hits.end(), [](const Observable& a, const Observable& b) {
    if (a.offset != b.offset) return a.offset < b.offset;
    if (a.length != b.length) return a.length > b.length;
    return a.type != b.type ? a.type < b.type : a.value < b.value;
  });
  const auto same = [](const Observable& a, const Observable& b) {
    return a.offset == b.offset && a.length == b.length && a.type == b.type;
  };
  hits.erase(std::unique(hits.begin(), hits.end(), same), hits.end());
  std::vector<std::int32_t> open;
  for (std::size_t i = 0; i < hits.size(); ++i) {
    while (!open.empty() && !encloses(hits[static_cast<std::size_t>(open.back())], hits[i])) open.pop_back();
    hits[i].parent = open.empty() ? kNoParent : open.back();
    open.push_back(static_cast<std::int32_t>(i));
  }
}

// place turns positions of the refanged text into positions of the original.
void place(std::vector<Observable>& hits, const Layer& refanged, const Layer* folded) {
  for (auto& hit : hits) {
    auto span = refanged.source_of(hit.offset, hit.offset + hit.length);
    hit.defanged = span.marked;
    if (folded != nullptr) span = folded->source_of(span.begin, span.end);
    hit.offset = static_cast<std::uint32_t>(span.begin);
    hit.length = static_cast<std::uint32_t>(span.end - span.begin);
  }
}

}  // namespace

Scanner::Scanner() : suffixes_(kSuffixRules) {}

Result<ScanResult> Scanner::scan(std::string_view text) const {
  if (text.size() > kScanBytesMax) return fail(Errc::too_large, "text to scan");
  ScanResult out;
  std::optional<Layer> folded;
  if (needs_folding(text)) folded = fold(text);
  out.steps = text.size();
  const auto refanged = refang(folded ? folded->text() : text, suffixes_, out.steps);
  Scan pass(refanged.text(), suffixes_);
  run(pass);
  place(pass.hits, refanged, folded ? &*folded : nullptr);
  order(pass.hits);
  out.steps += pass.steps;
  out.observables = std::move(pass.hits);
  return out;
}

}  // namespace tipstaff::casework
