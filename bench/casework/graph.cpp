// bench_graph puts one case of 4000 tips into a desk's vault, by the desk's own intake:
// they name 6000 files by their hash, each of which 8 or 9 of them name.
//   bench_graph DIR PASSPHRASE-FILE      prints the case's number

#include <cstdio>
#include <filesystem>

#include "casework/planted/draw.h"
#include "desk/cases/cases.h"
#include "desk/cases/named.h"
#include "desk/commands/commands.h"
#include "desk/mail/file_type.h"
#include "desk/plant/plant.h"
#include "tipstaff/crypto/hash.h"

namespace tipstaff::bench {
namespace {

constexpr std::size_t kTips = 4000, kThings = 6000, kEdges = 50'000;

// case_of spreads the edges evenly, so that no thing is a fashion (linking's 32).
planted::Conspiracy case_of() {
  planted::Draw draw(23);
  // An account would also be an address; a hash is one thing.
  std::vector<std::string> hashes;
  for (std::size_t i = 0; i < kThings; ++i) hashes.push_back(to_hex(crypto::sha256(as_bytes(std::to_string(i))).view()));
  planted::Conspiracy out;
  for (std::size_t i = 0; i < kTips; ++i) {
    planted::Tip tip;
    tip.text = "On the computer at the quay of " + draw.word(3) + ":";
    tip.at = 1'700'000'000 + i;
    tip.source = static_cast<std::uint32_t>(i);
    out.tips.push_back(std::move(tip));
  }
  // A step that shares no factor with the tips: neighbours in the list are none in the graph.
  for (std::size_t edge = 0; edge < kEdges; ++edge) out.tips[edge * 1237 % kTips].text += " " + hashes[(edge + edge / kTips * 811) % kThings];
  return out;
}

Result<std::int64_t> fill(desk::Vault& vault, const desk::FileTyper& type_of) {
  TIP_CHECK(desk::plant(vault, case_of(), type_of));
  TIP_CHECK(desk::scan_new(vault, casework::Scanner()));
  TIP_TRY(const auto id, desk::open_case(vault, "The quay", 1'700'100'000));
  std::vector<std::int64_t> all;
  {
    auto query = vault.db().prepare("SELECT id FROM conversations");
    while (true) {
      TIP_TRY(const bool row, query.step());
      if (!row) break;
      all.push_back(query.integer(0));
    }
  }
  TIP_TRY(auto transaction, platform::Transaction::begin(vault.db()));
  for (const auto one : all) TIP_CHECK(desk::link_conversation(vault, id, one, 1'700'100'000));
  TIP_CHECK(transaction.commit());
  return id;
}

int run(int argc, char** argv) {
  if (argc == 2 && std::string_view(argv[1]) == desk::kTypeCommand) desk::type_of_stdin();
  desk::Arguments arguments;
  if (argc != 3) return desk::kWrongUse;
  arguments.data = argv[1];
  arguments.passphrase.file = argv[2];
  const platform::SystemClock clock;
  desk::Desk desk(arguments.folder(), clock);
  if (const auto failed = desk::open_vault(desk, arguments)) return *failed;
  const auto type_of = desk::caged_file_typer(std::filesystem::read_symlink("/proc/self/exe").string());
  const auto id = desk.with([&](desk::Vault& vault) { return fill(vault, type_of); });
  if (!id) return desk::explain(id.error());
  std::printf("%lld\n", static_cast<long long>(*id));
  return 0;
}

}  // namespace
}  // namespace tipstaff::bench

int main(int argc, char** argv) { return tipstaff::bench::run(argc, argv); }
