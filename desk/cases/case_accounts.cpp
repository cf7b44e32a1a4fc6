#include "desk/cases/case_accounts.h"

#include <set>

#include "casework/campaigns/members.h"
#include "desk/cases/suspects.h"
#include "desk/vault/audited.h"
#include "tipstaff/crypto/hash.h"

namespace tipstaff::desk {
namespace {

using casework::Type;

// url_front is how an address of an account begins on its platform; "" where there is none.
std::string_view url_front(Type platform) {
  switch (platform) {
    case Type::telegram: return "https://t.me/";
    case Type::x_account: return "https://x.com/";
    case Type::facebook: return "https://www.facebook.com/";
    case Type::instagram: return "https://www.instagram.com/";
    case Type::tiktok: return "https://www.tiktok.com/@";
    case Type::vk: return "https://vk.com/";
    case Type::youtube: return "https://www.youtube.com/@";
    default: return "";
  }
}

bool is_account(Type type) { return type >= Type::telegram && type <= Type::handle; }

// canonical reads a name as a tip would write it; what the scanner does not know stays.
std::string canonical(const casework::Scanner& scanner, Type platform, std::string_view name) {
  if (name.starts_with('@')) name.remove_prefix(1);
  const auto spelled = std::string(url_front(platform)) + std::string(name);
  const auto found = canonical_account(scanner, platform, spelled).value;
  return found == spelled ? std::string(name) : found;
}

// values_of is what tips may call a member. A name of blanks and letters is no account's.
std::set<std::string> values_of(const casework::Scanner& scanner, Type platform, const campaigns::ListedMember& member) {
  std::set<std::string> out;
  for (const auto& name : {member.handle, member.account})
    if (!name.empty() && name.find(' ') == std::string::npos)
      if (auto value = canonical(scanner, platform, name); check_case_text(value, kDetailBytesMax)) out.insert(std::move(value));
  return out;
}

Result<void> put(Vault& vault, std::int64_t case_id, Type platform, const std::string& value, std::uint64_t crew, CrewImport& out) {
  TIP_CHECK(vault.db().prepare("INSERT OR IGNORE INTO case_accounts(case_id, kind, value, crew) VALUES(?, ?, ?, ?)")
                .bind(case_id).bind(casework::type_name(platform)).bind(std::string_view(value)).bind(static_cast<std::int64_t>(crew)).run());
  (vault.db().changes() > 0 ? out.taken : out.known) += 1;
  return {};
}

}  // namespace

Result<CrewImport> import_crew(Vault& vault, const casework::Scanner& scanner, std::int64_t case_id, ByteView table,
                               Type platform, std::uint64_t crew, std::uint64_t now) {
  if (!is_account(platform)) return fail(Errc::bad_value, "type of an account");
  TIP_CHECK(find_case(vault, case_id));
  campaigns::MemorySource source(as_text(table));
  campaigns::Reading reading;
  TIP_TRY(const auto members, campaigns::read_members(source, reading, {}));
  CrewImport out;
  out.set_aside = reading.bad_total();
  const auto detail = spaced({case_id, static_cast<std::int64_t>(crew)}) + " " + to_hex(crypto::sha256(table).view());
  const auto done = run_audited(vault, now, "import crew", detail, [&]() -> Result<void> {
    for (const auto& member : members) {
      if (crew != 0 && member.crew != crew) continue;
      const auto values = values_of(scanner, platform, member);
      out.set_aside += values.empty();
      for (const auto& value : values) TIP_CHECK(put(vault, case_id, platform, value, member.crew, out));
    }
    return {};
  });
  TIP_CHECK(done);
  return out;
}

Result<std::vector<CaseAccount>> list_case_accounts(Vault& vault, std::int64_t case_id) {
  TIP_CHECK(find_case(vault, case_id));
  auto query = vault.db().prepare("SELECT kind, value, min(crew) FROM case_accounts WHERE case_id = ?1 OR case_id IN"
                                  " (SELECT id FROM cases WHERE merged_into = ?1) GROUP BY kind, value ORDER BY 3, kind, value");
  query.bind(case_id);
  std::vector<CaseAccount> out;
  while (true) {
    TIP_TRY(const bool row, query.step());
    if (!row) return out;
    out.push_back({casework::parse_type(query.text(0)), query.text(1), static_cast<std::uint64_t>(query.integer(2))});
  }
}

Result<std::vector<Lit>> lit_by_accounts(Vault& vault) {
  auto query = vault.db().prepare(
      "SELECT coalesce(c.merged_into, c.id) AS stands, n.conversation, min(n.message), a.kind, a.value, a.crew"
      " FROM case_accounts a JOIN cases c ON c.id = a.case_id JOIN named n ON n.kind = a.kind AND n.value = a.value"
      " WHERE NOT EXISTS (SELECT 1 FROM case_tips t JOIN cases o ON o.id = t.case_id WHERE t.conversation = n.conversation"
      "   AND coalesce(o.merged_into, o.id) = coalesce(c.merged_into, c.id))"
      " GROUP BY stands, n.conversation, a.kind, a.value ORDER BY stands, n.conversation, a.kind, a.value LIMIT ?");
  query.bind(kLitMax);
  std::vector<Lit> out;
  while (true) {
    TIP_TRY(const bool row, query.step());
    if (!row) return out;
    out.push_back({query.integer(0), query.integer(1), query.integer(2),
                   {casework::parse_type(query.text(3)), query.text(4), static_cast<std::uint64_t>(query.integer(5))}});
  }
}

}  // namespace tipstaff::desk
