#include "authority/call_draft.h"

#include "council/limits.h"
#include "council/text_rules.h"
#include "platform/file.h"
#include "platform/text.h"
#include "tipstaff/crypto/hash.h"

namespace tipstaff::authority {
namespace {

namespace fs = std::filesystem;

OrSentence<std::string> read_text(const fs::path& path) {
  const auto name = path.filename().string();
  const auto bytes = platform::read_file(path, council::kDraftBytesMax);
  if (bytes) return std::string(as_text(*bytes));
  return std::unexpected(bytes.error().code == Errc::too_large ? name + ": the file is too long." : name + " is missing.");
}

// read_languages reads every file that is named as a language.
OrSentence<void> read_languages(const fs::path& folder, council::DraftFiles& out) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const auto language = entry.path().stem().string();
    if (entry.path().extension() != ".txt" || !council::check_language(language)) continue;
    auto file = read_text(entry.path());
    if (!file) return std::unexpected(file.error());
    out.texts.emplace(language, std::move(*file));
  }
  return {};
}

// read_pictures reads those that call.conf names; one that is not there is found later.
OrSentence<void> read_pictures(const fs::path& folder, council::DraftFiles& out) {
  const auto call = council::parse_untrusted_draft_call(out.call);
  if (!call) return {};
  for (const auto& [person_name, aliases, name] : call->persons) {
    if (name.empty()) continue;
    if (platform::safe_file_name(name) != name) return std::unexpected("call.conf: the picture must lie beside it.");
    const auto bytes = platform::read_file(folder / name, 4 * council::kPictureBytesMax);
    if (bytes) out.pictures[name] = Bytes(bytes->begin(), bytes->end());
    else if (bytes.error().code != Errc::not_found) return std::unexpected(council::pages::sentence({council::pages::DraftFault::In::picture, name, {bytes.error(), 0}}));
  }
  return {};
}

// first_sentence: a person mends one thing after the other.
template <class T>
OrSentence<T> first_sentence(std::expected<T, council::pages::DraftFaults> checked) {
  if (!checked) return std::unexpected(council::pages::sentence(checked.error().front()));
  return std::move(*checked);
}

}  // namespace

OrSentence<council::pages::CheckedDraft> load_draft(const fs::path& folder) {
  council::DraftFiles files;
  auto call = read_text(folder / "call.conf");
  if (!call) return std::unexpected(call.error());
  files.call = std::move(*call);
  if (const auto read = read_languages(folder, files); !read) return std::unexpected(read.error());
  if (const auto read = read_pictures(folder, files); !read) return std::unexpected(read.error());
  return first_sentence(council::pages::check_draft(files));
}

OrSentence<council::Communique> load_communique(const fs::path& folder, const council::Terms& terms) {
  council::DraftFiles files;
  if (const auto read = read_languages(folder, files); !read) return std::unexpected(read.error());
  return first_sentence(council::pages::check_communique(files, terms));
}

OrSentence<LoadedProposal> load_proposal(const fs::path& file) {
  const auto bytes = platform::read_file(file, council::kProposalBytesMax);
  if (!bytes) return std::unexpected(bytes.error().code == Errc::too_large ? "the file is too long." : "the file cannot be read.");
  auto proposal = council::parse_untrusted_proposal(*bytes);
  if (!proposal && proposal.error().code == Errc::bad_version) return std::unexpected("the file is of a later version. Bring this program up to date.");
  if (!proposal)
    return std::unexpected("this is no file that a desk exported (" + std::string(proposal.error().where) + "). Export it again.");
  return LoadedProposal{std::move(*proposal), crypto::sha256(*bytes)};
}

OrSentence<council::pages::ProposedStep> proposed_step(const council::Proposal& proposal, const council::VerifiedCall* before,
                                                       std::uint64_t now_unix) {
  return first_sentence(council::pages::step_of(proposal, before, now_unix));
}

}  // namespace tipstaff::authority
