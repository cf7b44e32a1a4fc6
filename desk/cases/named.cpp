#include "desk/cases/named.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <set>
#include <unordered_map>

#include "casework/duplicates/clusters.h"
#include "casework/linking/names.h"
#include "casework/observables/benign.h"
#include "casework/peeled/look_alikes.h"
#include "desk/cases/peeled.h"
#include "platform/entropy.h"
#include "tipstaff/crypto/hash.h"
#include "tipstaff/wire/limits.h"

namespace tipstaff::desk {
namespace {

using casework::ReasonKind;
using casework::Type;

// Of the scanner, the hints and the sketch together.
constexpr std::int64_t kHintsVersion = 4;
constexpr std::int64_t kVersion = casework::kScannerVersion * 1000 + kHintsVersion;
constexpr std::string_view kSketchSeed = "sketch_seed";
constexpr std::string_view kGeneration = "scan_generation";
constexpr std::string_view kScannedBy = "scanned_by";
constexpr std::size_t kBatch = 500;          // messages between two commits
constexpr std::size_t kFloodFrom = 8;        // from so many on, tips of one card are one voice
constexpr std::int64_t kPlainBytesMin = 60;  // of a shorter text two are the same by chance

// sketch_seed is drawn once for each vault: strangers cannot prepare texts that collide.
Result<std::uint64_t> sketch_seed(Vault& vault) {
  TIP_TRY(const auto known, vault.get_number(kSketchSeed));
  if (known) return *known;
  std::array<std::uint8_t, sizeof(std::uint64_t)> drawn;
  platform::fresh_drbg().fill(drawn);
  std::uint64_t seed = 0;
  std::memcpy(&seed, drawn.data(), sizeof seed);
  TIP_CHECK(vault.put_number(kSketchSeed, seed));
  return seed;
}

struct Tip {
  std::int64_t message = 0, conversation = 0, state = 0;
  SecretBytes text;
};

// scan_all_again when the rules changed: what another version scanned waits once more.
Result<void> scan_all_again(Vault& vault) {
  TIP_TRY(const auto version, vault.get_number(kScannedBy));
  if (version == static_cast<std::uint64_t>(kVersion)) return {};
  TIP_TRY(auto transaction, platform::Transaction::begin(vault.db()));
  TIP_CHECK(vault.db().prepare("INSERT OR IGNORE INTO unscanned SELECT message FROM scanned WHERE version <> ?").bind(kVersion).run());
  TIP_CHECK(vault.put_number(kScannedBy, static_cast<std::uint64_t>(kVersion)));
  return transaction.commit();
}

Result<std::vector<Tip>> next_tips(Vault& vault, std::size_t most) {
  auto query = vault.db().prepare("SELECT m.id, m.conversation, m.state, m.body FROM unscanned u JOIN messages m ON m.id = u.message"
                                  " ORDER BY u.message LIMIT ?");
  query.bind(static_cast<std::int64_t>(std::min(most, kBatch)));
  std::vector<Tip> out;
  while (true) {
    TIP_TRY(const bool row, query.step());
    if (!row) return out;
    const auto text = query.blob(3);
    out.push_back({query.integer(0), query.integer(1), query.integer(2), {text.begin(), text.end()}});
  }
}

// Writer puts the rows of one message down.
class Writer {
 public:
  Writer(Vault& vault, const Tip& tip) : vault_(vault), tip_(tip) {}

  Result<void> put(std::string_view kind, std::string_view value, bool benign) {
    if (count_ >= kNamedOfMessageMax || !seen_.emplace(kind, value).second) return {};
    ++count_;
    return vault_.db().prepare("INSERT OR IGNORE INTO named(kind, value, message, conversation, benign) VALUES(?, ?, ?, ?, ?)")
        .bind(kind).bind(value).bind(tip_.message).bind(tip_.conversation).bind(std::int64_t{benign ? 1 : 0}).run();
  }
  Result<void> put_text(std::string_view text, const std::vector<casework::Observable>& found) {
    for (const auto& one : found) TIP_CHECK(put(casework::type_name(one.type), one.value, !one.benign.empty()));
    for (const auto& hint : casework::hints_in_text(text))
      TIP_CHECK(put("~" + std::string(casework::reason_name(hint.kind)), hint.value, false));
    return {};
  }
  // put_file: the same file is a thing that tips share, whatever it is called.
  Result<void> put_file(ByteView bytes) {
    return put(casework::type_name(Type::sha256), to_hex(crypto::sha256(bytes).view()), bytes.empty());
  }

 private:
  Vault& vault_;
  const Tip& tip_;
  std::size_t count_ = 0;
  std::set<std::pair<std::string, std::string>> seen_;  // to say a thing often hides nothing else
};

class TipScanner {
 public:
  TipScanner(Vault& vault, const casework::Scanner& scanner, std::uint64_t seed)
      : vault_(vault), scanner_(scanner), seed_(seed) {}

  Result<void> scan(const Tip& tip) {
    const auto text = as_text(tip.text);
    TIP_TRY(auto found, scanner_.scan(text));
    lists_.mark(found.observables);
    TIP_CHECK(vault_.db().prepare("DELETE FROM named WHERE message = ?").bind(tip.message).run());
    Writer writer(vault_, tip);
    TIP_CHECK(writer.put_text(text, found.observables));
    TIP_CHECK(put_files(writer, tip.message));
    TIP_CHECK(vault_.db().prepare("DELETE FROM unscanned WHERE message = ?").bind(tip.message).run());
    return put_sketch(tip, casework::plain_form(text, found.observables));
  }

 private:
  Result<void> put_files(Writer& writer, std::int64_t message) {
    std::vector<std::int64_t> files;
    {
      auto query = vault_.db().prepare("SELECT id, bytes FROM files WHERE message = ? ORDER BY position");
      query.bind(message);
      while (true) {
        TIP_TRY(const bool row, query.step());
        if (!row) break;
        files.push_back(query.integer(0));
        TIP_CHECK(writer.put_file(query.blob(1)));
      }
    }
    for (const auto file : files) TIP_CHECK(put_opened(writer, file));
    return {};
  }
  Result<void> put_opened(Writer& writer, std::int64_t file) {
    TIP_TRY(const auto parts, list_peeled(vault_, file));
    for (const auto& part : parts) {
      if (part.kind != PartKind::text && part.kind != PartKind::property) continue;
      if (part.name == casework::kPhash) {
        TIP_CHECK(writer.put("~" + std::string(casework::reason_name(ReasonKind::picture)), part.text, false));
        continue;
      }
      TIP_TRY(auto found, scanner_.scan(part.text));
      lists_.mark(found.observables);
      TIP_CHECK(writer.put_text(part.text, found.observables));
    }
    return {};
  }
  Result<void> put_sketch(const Tip& tip, std::string_view plain) {
    const auto sketch = casework::sketch_of(plain, seed_);
    return vault_.db().prepare("INSERT OR REPLACE INTO scanned(message, conversation, version, state, plain_bytes, sketch)"
                               " VALUES(?, ?, ?, ?, ?, ?)")
        .bind(tip.message).bind(tip.conversation).bind(kVersion).bind(tip.state).bind(static_cast<std::int64_t>(plain.size()))
        .bind(ByteView(reinterpret_cast<const std::uint8_t*>(sketch.data()), sizeof sketch)).run();
  }

  Vault& vault_;
  const casework::Scanner& scanner_;
  const casework::BenignLists lists_;
  std::uint64_t seed_;
};

// Card is the tips of one text, by their place in Texts.
struct Sketched {
  std::int64_t message = 0, conversation = 0, plain_bytes = 0;
  casework::Sketch sketch{};
  std::size_t card = 0;
};

using Cards = std::vector<std::vector<const Sketched*>>;

Cards cards_of(const std::vector<Sketched>& texts) {
  Cards out;
  for (const auto& one : texts) {
    if (one.card >= out.size()) out.resize(one.card + 1);
    out[one.card].push_back(&one);
  }
  return out;
}

// near_of pairs the tips of a card, unless it is a flood.
void near_of(const std::vector<const Sketched*>& card, std::vector<casework::NearText>& out) {
  if (card.size() < 2 || card.size() > casework::kSharedByMax || card.front()->plain_bytes < kPlainBytesMin) return;
  for (std::size_t i = 0; i < card.size(); ++i)
    for (std::size_t j = i + 1; j < card.size(); ++j) {
      const auto alike = casework::similarity(card[i]->sketch, card[j]->sketch);
      if (alike >= casework::kSameFrom && card[i]->conversation != card[j]->conversation)
        out.push_back({card[i]->conversation, card[j]->conversation, alike, card.size()});
    }
}

// Floods says which flood a message belongs to.
class Floods {
 public:
  Floods() = default;
  explicit Floods(const Cards& cards) {
    for (std::size_t i = 0; i < cards.size(); ++i)
      if (cards[i].size() >= kFloodFrom)
        for (const auto* one : cards[i]) floods_.push_back({one->message, i + 1});
    std::sort(floods_.begin(), floods_.end());
  }
  [[nodiscard]] std::uint64_t of(std::int64_t message) const {
    const auto found = std::lower_bound(floods_.begin(), floods_.end(), std::pair<std::int64_t, std::uint64_t>(message, 0));
    return found != floods_.end() && found->first == message ? found->second : casework::kNoFlood;
  }

 private:
  std::vector<std::pair<std::int64_t, std::uint64_t>> floods_;
};

// add_picture: what looks alike is one thing, that of the first.
void add_picture(casework::LookAlikes& pictures, std::string_view value, std::int64_t conversation, std::uint64_t flood, std::int64_t message,
                 std::vector<casework::LinkFact>& out) {
  if (const auto hash = casework::parse_picture_hash(value))
    out.push_back({conversation, Type::count_, casework::picture_hash_text(pictures.leader_of(*hash)), ReasonKind::picture, {}, flood, message});
}

// add_facts writes one row of `named` down, with what it gives away besides.
void add_facts(std::string_view kind, std::string value, std::int64_t conversation, std::uint64_t flood, std::int64_t message,
               std::vector<casework::LinkFact>& out) {
  if (kind.starts_with('~')) {
    out.push_back({conversation, Type::count_, std::move(value), casework::parse_reason(kind.substr(1)), {}, flood, message});
    return;
  }
  const auto type = casework::parse_type(kind);
  if (casework::type_weight(type) <= 0) return;
  for (auto& hint : casework::hints_of(type, value))
    out.push_back({conversation, Type::count_, std::move(hint.value), hint.kind, std::move(hint.from), flood, message});
  out.push_back({conversation, type, std::move(value), ReasonKind::thing, {}, flood, message});
}

Result<std::vector<Naming>> namings(Vault& vault, std::string_view kind, std::string_view value) {
  auto query = vault.db().prepare("SELECT conversation, min(message) FROM named WHERE kind = ? AND value = ?"
                                  " GROUP BY conversation ORDER BY min(message) LIMIT ?");
  query.bind(kind).bind(value).bind(kNamingsMax);
  std::vector<Naming> out;
  while (true) {
    TIP_TRY(const bool row, query.step());
    if (!row) return out;
    out.push_back({query.integer(0), query.integer(1)});
  }
}

}  // namespace

Result<ScanProgress> scan_new(Vault& vault, const casework::Scanner& scanner, std::size_t most) {
  TIP_CHECK(scan_all_again(vault));
  ScanProgress out;
  while (out.scanned < most) {
    TIP_TRY(const auto tips, next_tips(vault, most - out.scanned));
    if (tips.empty()) return out;
    TIP_TRY(auto transaction, platform::Transaction::begin(vault.db()));
    TIP_TRY(const auto seed, sketch_seed(vault));
    TipScanner one(vault, scanner, seed);
    for (const auto& tip : tips) TIP_CHECK(one.scan(tip));
    TIP_TRY(const auto generation, scan_generation(vault));
    TIP_CHECK(vault.put_number(kGeneration, generation + 1));
    TIP_CHECK(transaction.commit());
    out.scanned += tips.size();
  }
  TIP_TRY(const auto left, next_tips(vault, 1));
  out.complete = left.empty();
  return out;
}

Result<std::uint64_t> scan_generation(Vault& vault) {
  TIP_TRY(const auto known, vault.get_number(kGeneration));
  return known.value_or(0);
}

Result<void> scan_file_again(Vault& vault, std::int64_t file) {
  return vault.db().prepare("DELETE FROM scanned WHERE message = (SELECT message FROM files WHERE id = ?)").bind(file).run();
}

// Reading is a LinkReader's work: first all sketches, then all that is named, each in the
// order of its key, from which the next step goes on.
struct LinkReader::Reading {
  enum class At : std::uint8_t { sketches, things, end } at = At::sketches;
  std::size_t rows = 0;
  std::optional<casework::Clusters> clusters;
  std::vector<Sketched> sketches;
  Floods floods;
  casework::LookAlikes pictures;
  std::string kind, value;       // the last thing that was read
  std::int64_t message = 0;      // and the last message, of sketches or of that thing
  std::unordered_map<std::int64_t, std::size_t> taken;
  LinkTexts out;

  Result<void> read_sketches(Vault& vault, std::size_t& most) {
    TIP_TRY(const auto seed, sketch_seed(vault));
    if (!clusters) clusters.emplace(seed);
    auto query = vault.db().prepare("SELECT message, conversation, plain_bytes, sketch FROM scanned WHERE message > ? ORDER BY message LIMIT ?");
    query.bind(message).bind(static_cast<std::int64_t>(most));
    while (true) {
      TIP_TRY(const bool row, query.step());
      if (!row) break;
      TIP_CHECK(take_sketch(query));
      --most, ++rows;
    }
    if (most > 0) end_sketches();
    return {};
  }
  Result<void> take_sketch(platform::Statement& query) {
    Sketched one{query.integer(0), query.integer(1), query.integer(2), {}, 0};
    const auto blob = query.blob(3);
    if (blob.size() != sizeof one.sketch) return fail(Errc::wrong_length, "sketch");
    std::memcpy(one.sketch.data(), blob.data(), sizeof one.sketch);
    one.card = clusters->add(sketches.size(), 0, one.sketch).card;
    sketches.push_back(one);
    message = one.message;
    return {};
  }
  void end_sketches() {
    const auto cards = cards_of(sketches);
    for (const auto& card : cards) near_of(card, out.near);
    floods = Floods(cards);
    sketches = {};
    clusters.reset();
    at = At::things;
    message = 0;
  }

  Result<void> read_things(Vault& vault, std::size_t& most) {
    auto query = vault.db().prepare("SELECT kind, value, conversation, message, benign FROM named WHERE (kind, value, message) > (?, ?, ?)"
                                    " ORDER BY kind, value, message LIMIT ?");
    query.bind(std::string_view(kind)).bind(std::string_view(value)).bind(message).bind(static_cast<std::int64_t>(most));
    while (true) {
      TIP_TRY(const bool row, query.step());
      if (!row) break;
      take_thing(query);
      --most, ++rows;
    }
    if (most > 0) at = At::end;
    return {};
  }
  void take_thing(platform::Statement& query) {
    static const auto kPicture = "~" + std::string(casework::reason_name(ReasonKind::picture));
    kind = query.text(0), value = query.text(1), message = query.integer(3);
    if (query.integer(4) != 0) return;
    // The linker takes no more of a conversation: a flood of lists would only fill memory.
    const auto conversation = query.integer(2);
    auto& facts = taken[conversation];
    if (facts >= casework::kFactsOfTipMax) return;
    const auto before = out.facts.size();
    const auto flood = floods.of(message);
    if (kind == kPicture) add_picture(pictures, value, conversation, flood, message, out.facts);
    else add_facts(kind, value, conversation, flood, message, out.facts);
    facts += out.facts.size() - before;
  }
};

LinkReader::LinkReader() : reading_(std::make_unique<Reading>()) {}
LinkReader::~LinkReader() = default;
LinkReader::LinkReader(LinkReader&&) noexcept = default;
LinkReader& LinkReader::operator=(LinkReader&&) noexcept = default;

Result<void> LinkReader::step(Vault& vault, std::size_t& rows) {
  if (reading_->at == Reading::At::sketches && rows > 0) TIP_CHECK(reading_->read_sketches(vault, rows));
  if (reading_->at == Reading::At::things && rows > 0) TIP_CHECK(reading_->read_things(vault, rows));
  return {};
}

bool LinkReader::done() const { return reading_->at == Reading::At::end; }
std::size_t LinkReader::read() const { return reading_->rows; }
LinkTexts LinkReader::take() { return std::move(reading_->out); }

Result<std::vector<Naming>> who_names(Vault& vault, casework::Type type, std::string_view value) {
  return namings(vault, casework::type_name(type), value);
}

Result<std::size_t> count_naming(Vault& vault, casework::Type type, std::string_view value) {
  auto query = vault.db().prepare("SELECT count(DISTINCT conversation) FROM"
                                  " (SELECT conversation FROM named WHERE kind = ? AND value = ? LIMIT ?)");
  TIP_CHECK(query.bind(casework::type_name(type)).bind(value).bind(kNamingsMax).step());
  return static_cast<std::size_t>(query.integer(0));
}

Result<std::vector<Naming>> who_names_anyone_called(Vault& vault, std::string_view name) {
  std::vector<Naming> out;
  for (const auto& sound : casework::names_in(name)) {
    TIP_TRY(auto found, namings(vault, "~" + std::string(casework::reason_name(ReasonKind::name)), sound));
    out.insert(out.end(), found.begin(), found.end());
  }
  return out;
}

}  // namespace tipstaff::desk
