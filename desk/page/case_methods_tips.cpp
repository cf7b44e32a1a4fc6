// Methods about tips: the queue, one tip with what it names, who else names it, search.

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <span>

#include "casework/duplicates/difference.h"
#include "desk/cases/named.h"
#include "desk/cases/pieces.h"
#include "desk/page/case_json.h"
#include "desk/page/case_methods.h"
#include "desk/page/json.h"
#include "desk/page/referral_json.h"
#include "desk/vault/audit.h"
#include "desk/vault/audited.h"
#include "platform/text.h"

namespace tipstaff::desk {
namespace {

namespace json = boost::json;

constexpr std::size_t kRowsMax = 50;      // of the queue in one answer
constexpr std::size_t kMembersMax = 50;   // of a flood that are listed
constexpr std::size_t kFoundMax = 1000;   // things of a message that are listed beside it
constexpr std::size_t kChangesMax = 40;
constexpr std::size_t kChangeBytesMax = 300;

// Row is what the queue shows in one line: tips that say the same.
struct Row {
  std::vector<std::size_t> tips;  // places in the index; the first one stands for all
  std::uint64_t last_at = 0;
};

// split_card takes out of a card what an officer called "not the same" as its first tip.
void split_card(const CaseIndex& index, const std::vector<std::size_t>& card, const casework::NotSame& denied, std::vector<Row>& out) {
  const auto& tips = index.tips();
  Row row;
  for (const auto at : card) {
    const auto [a, b] = std::minmax(tips[card.front()].conversation, tips[at].conversation);
    if (denied.contains({a, b})) {
      out.push_back({{at}, tips[at].at});
      continue;
    }
    row.tips.push_back(at);
    row.last_at = std::max(row.last_at, tips[at].at);
  }
  out.push_back(std::move(row));
}

// naming_together are the conversations that name a thing which another one names too, and
// not everybody.
Result<std::vector<std::int64_t>> naming_together(Vault& vault) {
  return ids_of(std::move(vault.db().prepare(
      "SELECT DISTINCT n.conversation FROM named n JOIN (SELECT kind, value" + std::string(kFromThings) + std::string(kSharedThings) +
      ") s ON s.kind = n.kind AND s.value = n.value ORDER BY 1")
      .bind(static_cast<std::int64_t>(casework::kSharedByMax))));
}

// keep_of leaves the rows in which a tip is one of these conversations (in order).
void keep_of(const CaseIndex& index, const std::vector<std::int64_t>& conversations, std::vector<Row>& rows) {
  const auto inside = [&](std::size_t at) { return std::ranges::binary_search(conversations, index.tips()[at].conversation); };
  std::erase_if(rows, [&](const Row& row) { return std::ranges::none_of(row.tips, inside); });
}

// queue_of is every row, or those that are wanted, the newest first.
Result<std::vector<Row>> queue_of(CaseDesk& desk, bool only_unread, bool only_shared) {
  TIP_TRY(const auto denied, denied_pairs(desk.vault));
  std::vector<Row> out;
  for (const auto& card : desk.index.cards()) split_card(desk.index, card, denied, out);
  if (only_unread) {
    TIP_TRY(const auto unread, ids_of(desk.vault.db().prepare("SELECT DISTINCT conversation FROM messages WHERE unread = 1 ORDER BY 1")));
    keep_of(desk.index, unread, out);
  }
  if (only_shared) {
    TIP_TRY(const auto shared, naming_together(desk.vault));
    keep_of(desk.index, shared, out);
  }
  std::ranges::stable_sort(out, std::greater<>(), &Row::last_at);
  return out;
}

Result<SecretBytes> text_of(Vault& vault, std::int64_t message) {
  auto query = vault.db().prepare("SELECT body FROM messages WHERE id = ?");
  TIP_TRY(const bool row, query.bind(message).step());
  if (!row) return fail(Errc::not_found, "message");
  const auto body = query.blob(0);
  return SecretBytes(body.begin(), body.end());
}

// middle_left_out shortens a run of words, between characters.
std::string middle_left_out(std::string_view words) {
  if (words.size() <= kChangeBytesMax) return std::string(words);
  const auto is_inside = [&](std::size_t at) { return (static_cast<unsigned char>(words[at]) & 0xC0) == 0x80; };
  auto head = kChangeBytesMax / 2, tail = words.size() - kChangeBytesMax / 2;
  while (head > 0 && is_inside(head)) --head;
  while (tail < words.size() && is_inside(tail)) ++tail;
  return std::string(words.substr(0, head)) + " … " + std::string(words.substr(tail));
}

json::array changes_json(const casework::Scanner& scanner, std::string_view before, std::string_view after) {
  constexpr std::array kKinds = {"same", "removed", "added"};
  json::array out;
  for (const auto& change : casework::difference(before, after)) {
    if (out.size() == kChangesMax) break;
    out.emplace_back(json::object{{"kind", kKinds[static_cast<std::size_t>(change.kind)]},
                                  {"words", defanged_text(scanner, middle_left_out(change.words))}});
  }
  return out;
}

// least_alike is the member in which something may hide that the others do not say.
Result<json::value> least_alike(CaseDesk& desk, const Row& row) {
  const auto& tips = desk.index.tips();
  const auto least = std::ranges::min_element(row.tips, {}, [&](std::size_t at) { return tips[at].similarity; });
  const auto& first = tips[row.tips.front()];
  const auto& other = tips[*least];
  if (other.message == first.message) return json::value(nullptr);
  TIP_TRY(const auto before, text_of(desk.vault, first.message));
  TIP_TRY(const auto after, text_of(desk.vault, other.message));
  return json::value(json::object{{"conversation", other.conversation}, {"message", other.message}, {"similarity", other.similarity},
                                  {"changes", changes_json(desk.scanner, as_text(before), as_text(after))}});
}

json::array members_json(const CaseIndex& index, const std::vector<std::size_t>& tips) {
  json::array out;
  for (const auto at : tips) {
    if (out.size() == kMembersMax) break;
    out.emplace_back(index.tips()[at].conversation);
  }
  return out;
}

std::vector<std::int64_t> conversations_of(const CaseIndex& index, const std::vector<std::size_t>& tips) {
  std::vector<std::int64_t> out;
  for (const auto at : tips) out.push_back(index.tips()[at].conversation);
  return out;
}

Result<std::int64_t> count_named(Vault& vault, std::int64_t message) {
  auto query = vault.db().prepare("SELECT count(*) FROM named WHERE message = ? AND substr(kind, 1, 1) <> '~'");
  TIP_CHECK(query.bind(message).step());
  return query.integer(0);
}

CaseReply row_json(CaseDesk& desk, const Row& row, const CaseNames& names) {
  const auto& first = desk.index.tips()[row.tips.front()];
  TIP_TRY(const auto info, find_conversation(desk.vault, first.conversation));
  TIP_TRY(const auto text, text_of(desk.vault, first.message));
  TIP_TRY(auto least, least_alike(desk, row));
  auto out = brief_json(info, desk.scanner);
  out["excerpt"] = defanged_text(desk.scanner, middle_left_out(as_text(text).substr(0, 4 * kChangeBytesMax)));
  out["message"] = first.message;
  out["at"] = row.last_at;
  out["count"] = row.tips.size();
  out["members"] = members_json(desk.index, row.tips);
  TIP_TRY(out["observables"], count_named(desk.vault, first.message));
  out["least_alike"] = std::move(least);
  out["cases"] = names.list(conversations_of(desk.index, row.tips));
  return out;
}

json::array pieces_json(std::string_view text, const std::vector<casework::Observable>& found) {
  json::array out;
  for (const auto& piece : pieces_of(text, found))
    out.emplace_back(json::object{{"text", piece.shown}, {"begin", piece.begin}, {"length", piece.length},
                                  {"as_sent", piece.as_sent}, {"at", piece.observable}});
  return out;
}

// found_json lists the first kFoundMax things, and asks once for each who names it: a text
// may name one thing a hundred thousand times, and the desk would stand still for minutes.
Result<json::array> found_json(Vault& vault, const std::vector<casework::Observable>& found) {
  json::array out;
  std::map<std::pair<casework::Type, std::string_view>, std::size_t> tips;
  for (const auto& one : std::span(found).first(std::min(found.size(), kFoundMax))) {
    const auto [known, fresh] = tips.try_emplace({one.type, one.value}, 0);
    if (fresh) { TIP_TRY(known->second, count_naming(vault, one.type, one.value)); }
    auto object = observable_json(one, Values::defanged);
    object["tips"] = known->second;
    out.emplace_back(std::move(object));
  }
  return out;
}

// alike_json says which other conversations say the same as a message.
json::array alike_json(const CaseIndex& index, std::int64_t message) {
  const auto* tip = index.find(message);
  if (tip == nullptr) return {};
  json::array out;
  for (const auto id : conversations_of(index, index.cards()[tip->card]))
    if (id != tip->conversation && out.size() < kMembersMax) out.emplace_back(id);
  return out;
}

CaseReply message_with_pieces(CaseDesk& desk, const MessageInfo& info) {
  TIP_TRY(auto found, desk.scanner.scan(as_text(info.text)));
  casework::BenignLists().mark(found.observables);
  auto out = message_json(info);
  out.erase("text");
  out["pieces"] = pieces_json(as_text(info.text), found.observables);
  TIP_TRY(out["observables"], found_json(desk.vault, found.observables));
  out["unlisted"] = found.observables.size() - std::min(found.observables.size(), kFoundMax);
  out["alike"] = alike_json(desk.index, info.id);
  return out;
}

// observable_at is what a request points at: a message, and the place in its list.
Result<casework::Observable> observable_at(CaseDesk& desk, const json::object& request) {
  TIP_TRY(const auto message, number_field(request, "message"));
  TIP_TRY(const auto at, number_field(request, "at"));
  TIP_TRY(const auto text, text_of(desk.vault, message));
  TIP_TRY(auto found, desk.scanner.scan(as_text(text)));
  if (at < 0 || static_cast<std::size_t>(at) >= found.observables.size()) return fail(Errc::not_found, "observable");
  return std::move(found.observables[static_cast<std::size_t>(at)]);
}

Result<MailFilter> filter_of(const json::object& request) {
  MailFilter out;
  if (const auto folder = text_field(request, "folder")) out.folder = *folder;
  if (const auto label = text_field(request, "label")) out.label = *label;
  if (const auto words = text_field(request, "words")) out.words = *words;
  out.only_unread = flag_field(request, "unread");
  out.case_id = number_field(request, "case").value_or(0);
  out.since = static_cast<std::uint64_t>(std::max<std::int64_t>(number_field(request, "since").value_or(0), 0));
  out.until = static_cast<std::uint64_t>(std::max<std::int64_t>(number_field(request, "until").value_or(0), 0));
  const auto kind = text_field(request, "kind");
  if (kind && casework::parse_type(*kind) == casework::Type::count_) return fail(Errc::bad_value, "kind of observable");
  if (kind) out.kind = *kind;
  return out;
}

// cases_with looks for words in the names and statements of cases.
Result<json::array> cases_with(Vault& vault, std::string_view words) {
  json::array out;
  if (words.empty()) return out;
  TIP_TRY(const auto ids, ids_of(std::move(vault.db().prepare(
      "SELECT DISTINCT k.id FROM cases k LEFT JOIN statements s ON s.case_id = k.id"
      " WHERE instr(lower(k.name), lower(?1)) > 0 OR instr(lower(s.text), lower(?1)) > 0 ORDER BY k.id").bind(words))));
  for (const auto id : ids) {
    TIP_TRY(const auto info, find_case(vault, id));
    out.emplace_back(json::object{{"id", info.merged_into != 0 ? info.merged_into : id}, {"name", platform::display_line(as_bytes(info.name))}});
  }
  return out;
}

}  // namespace

CaseReply index_step(CaseDesk& desk, const json::object&) {
  TIP_TRY(const auto progress, desk.index.step(desk.vault, desk.clock));
  return progress_json(progress);
}

CaseReply kinds(CaseDesk& desk, const json::object&) {
  auto query = desk.vault.db().prepare("SELECT kind, count(DISTINCT value) FROM named WHERE substr(kind, 1, 1) <> '~' GROUP BY kind");
  json::array list;
  while (true) {
    TIP_TRY(const bool row, query.step());
    if (!row) return json::object{{"kinds", std::move(list)}};
    list.emplace_back(json::object{{"name", query.text(0)}, {"count", query.integer(1)}});
  }
}

CaseReply triage(CaseDesk& desk, const json::object& request) {
  TIP_TRY(const auto from, number_field(request, "from"));
  if (from < 0) return fail(Errc::bad_value, "from");
  TIP_TRY(const auto queue, queue_of(desk, flag_field(request, "unread"), flag_field(request, "shared")));
  TIP_TRY(const auto names, CaseNames::read(desk.vault));
  json::array rows;
  for (auto at = static_cast<std::size_t>(from); at < queue.size() && rows.size() < kRowsMax; ++at) {
    TIP_TRY(auto row, row_json(desk, queue[at], names));
    rows.emplace_back(std::move(row));
  }
  return json::object{{"rows", std::move(rows)}, {"all", queue.size()}, {"tips", desk.index.tips().size()}};
}

CaseReply tip(CaseDesk& desk, const json::object& request) {
  TIP_TRY(const auto id, number_field(request, "id"));
  TIP_TRY(const auto info, find_conversation(desk.vault, id));
  TIP_TRY(const auto messages, list_messages(desk.vault, id));
  TIP_TRY(const auto names, CaseNames::read(desk.vault));
  TIP_CHECK(mark_read(desk.vault, id, true));
  TIP_CHECK(record_access(desk.vault, desk.now(), "read", id));
  json::array list;
  for (const auto& one : messages) {
    TIP_TRY(auto object, message_with_pieces(desk, one));
    list.emplace_back(std::move(object));
  }
  TIP_TRY(auto referred, referred_json(desk.vault, id));
  return json::object{{"conversation", brief_json(info, desk.scanner)}, {"messages", std::move(list)}, {"cases", names.list({id})},
                      {"referred", std::move(referred)}};
}

CaseReply named(CaseDesk& desk, const json::object& request) {
  TIP_TRY(const auto one, observable_at(desk, request));
  TIP_TRY(const auto naming, who_names(desk.vault, one.type, one.value));
  std::vector<std::int64_t> ids;
  for (const auto& one_naming : naming) ids.push_back(one_naming.conversation);
  TIP_TRY(const auto names, CaseNames::read(desk.vault));
  json::array list;
  for (const auto id : ids) {
    if (list.size() == kMembersMax) break;
    TIP_TRY(const auto info, find_conversation(desk.vault, id));
    list.emplace_back(brief_json(info, desk.scanner));
  }
  return json::object{{"type", casework::type_name(one.type)}, {"value", shown_value(one, Values::defanged)},
                      {"all", ids.size()}, {"conversations", std::move(list)}, {"cases", names.list(ids)}};
}

CaseReply copy_live(CaseDesk& desk, const json::object& request) {
  TIP_TRY(const auto one, observable_at(desk, request));
  TIP_TRY(const auto message, number_field(request, "message"));
  const auto detail = std::to_string(message) + " " + std::string(casework::type_name(one.type));
  TIP_CHECK(record_audit(desk.vault, desk.now(), "copy live", detail));
  return json::object{{"value", shown_value(one, Values::live)}};
}

CaseReply find(CaseDesk& desk, const json::object& request) {
  TIP_TRY(const auto filter, filter_of(request));
  TIP_TRY(const auto found, list_conversations(desk.vault, filter));
  TIP_TRY(const auto names, CaseNames::read(desk.vault));
  json::array list;
  for (const auto& info : found) {
    auto one = brief_json(info, desk.scanner);
    one["cases"] = names.list({info.id});
    list.emplace_back(std::move(one));
  }
  TIP_TRY(auto in_cases, cases_with(desk.vault, filter.words));
  return json::object{{"conversations", std::move(list)}, {"cases", std::move(in_cases)}, {"most", kListedMax}};
}

}  // namespace tipstaff::desk
