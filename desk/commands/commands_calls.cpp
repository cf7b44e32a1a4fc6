// The commands `call fetch`, list, show, draft, check, preview, propose, remove: a call is written
// without a browser, in the files that the authority's program reads too.

#include <cstdio>

#include "council/date.h"
#include "council/pages/draft_check.h"
#include "desk/calls/call_desk.h"
#include "desk/calls/draft_folder.h"
#include "desk/commands/leaving.h"
#include "desk/commands/lines.h"
#include "desk/commands/with_vault.h"
#include "desk/vault/audited.h"
#include "platform/entropy.h"
#include "platform/file.h"
#include "tipstaff/protocol/words.h"

namespace tipstaff::desk {
namespace {

using council::Proposed;

// DraftWork is what every command on a draft needs.
struct DraftWork {
  Vault& vault;
  platform::ProgrammeFile programme;
  std::uint64_t now;

  [[nodiscard]] Result<ExaminedCall> examine(const CallDraft& draft) const {
    auto drbg = platform::fresh_drbg();
    return examine_call(vault, draft, programme.programme, drbg.draw<crypto::SignSeed>(), now);
  }
};

template <class Use>
int with_drafts(const Arguments& arguments, Use use) {
  const auto programme = read_programme(arguments);
  if (!programme) return explain(programme.error());
  return with_vault(arguments, [&](Vault& vault) -> Result<void> { return use(DraftWork{vault, *programme, now_unix()}); });
}

std::string title_of(const CallDraft& draft) { return draft.form.texts.empty() ? "" : line_of(draft.form.texts.front().title); }

void print_draft(const CallDraft& draft) {
  std::printf("%4lld  %-10s %-24s %s\n", static_cast<long long>(draft.id), std::string(step_name(draft.what)).c_str(),
              line_of(draft.call.empty() ? draft.form.id : draft.call).c_str(), title_of(draft).c_str());
}

void print_file(const std::string& name, std::string_view file) {
  std::printf("\n# %s\n", name.c_str());
  while (!file.empty()) {
    const auto end = file.find('\n');
    std::printf("%s\n", line_of(file.substr(0, end)).c_str());
    file.remove_prefix(end == std::string_view::npos ? file.size() : end + 1);
  }
}

void print_faults(const CheckedCall& checked) {
  for (const auto& fault : checked.faults) {
    std::printf("%s: %s, %s", fault.field.empty() ? "the whole" : fault.field.c_str(), std::string(errc_name(fault.error.code)).c_str(),
                std::string(fault.error.where).c_str());
    if (fault.line != 0) std::printf(", line %u", fault.line);
    std::printf("\n");
  }
}

// take_pictures keeps the pictures of the files, and has the form name them as they are kept.
Result<void> take_pictures(Vault& vault, CallDraft& draft, const council::DraftFiles& files) {
  for (auto& person : draft.form.persons) {
    const auto picture = files.pictures.find(person.picture);
    if (picture == files.pictures.end()) continue;
    TIP_TRY(person.picture, put_picture(vault, draft.id, picture->second));
  }
  return {};
}

void say_fault(const council::FileFault& fault) {
  using In = council::pages::DraftFault::In;
  const auto sentence = council::pages::sentence({fault.language.empty() ? In::call : In::text, fault.language, fault.fault});
  std::fprintf(stderr, "tipstaff-desk: %s\n", sentence.c_str());
}

// fill puts what was given into the draft; a fault of a file is said where it is.
Result<void> fill(const DraftWork& work, CallDraft& draft, const Arguments& arguments) {
  if (!arguments.until.empty()) draft.form.until = arguments.until;
  if (!arguments.reason.empty()) {
    const auto ending = parse_ending(arguments.reason);
    if (!ending) return fail(Errc::bad_value, "--reason: answered or withdrawn");
    draft.ending = *ending;
  }
  if (!arguments.from_folder.empty()) {
    TIP_TRY(const auto files, read_draft_folder(arguments.from_folder));
    if (files.call.empty() && draft.what != Proposed::communique) return fail(Errc::not_found, "call.conf in that folder");
    if (draft.what == Proposed::communique) {
      const auto taken = council::take_news(draft.form, files);
      if (!taken) return say_fault(taken.error()), fail(taken.error().fault.error.code, "a file of the draft");
    } else {
      auto form = council::form_of_files(files);
      if (!form) return say_fault(form.error()), fail(form.error().fault.error.code, "a file of the draft");
      draft.form = std::move(*form);
      TIP_CHECK(take_pictures(work.vault, draft, files));
    }
  }
  return save_draft(work.vault, draft, work.now);
}

Result<void> begin_or_change(const DraftWork& work, const Arguments& arguments) {
  auto id = arguments.number;
  if (id == 0) {
    const auto what = parse_step(arguments.what);
    if (!what) return fail(Errc::bad_value, "--what: open, amend, renew, close or communique");
    TIP_TRY(id, start_draft(work.vault, *what, arguments.name, work.programme.programme, work.now));
  }
  TIP_TRY(auto draft, find_draft(work.vault, id));
  if (const auto filled = fill(work, draft, arguments); !filled) {
    // What was begun for files that cannot be read is of no use to anybody.
    if (arguments.number == 0) TIP_CHECK(remove_draft(work.vault, id, draft.edition, work.now));
    return std::unexpected(filled.error());
  }
  TIP_TRY(const auto saved, find_draft(work.vault, id));
  TIP_TRY(const auto examined, work.examine(saved));
  std::printf("%lld\n", static_cast<long long>(id));
  print_faults(examined.checked);
  std::fprintf(stderr, examined.checked.step ? "Nothing is left to mend: tipstaff-desk call propose %lld --to FILE\n"
                                             : "It is kept; mend that, then: tipstaff-desk call draft --draft %lld FOLDER\n", static_cast<long long>(id));
  return {};
}

council::pages::Publisher publisher_of(const DraftWork& work, const ExaminedCall& examined) {
  council::pages::Publisher out{work.programme.title, work.programme.relay_url, wire::programme_hash(work.programme.programme), {}, council::pages::Stage::preview};
  while (out.address.ends_with('/')) out.address.pop_back();
  if (examined.roster) out.posts = (*examined.roster)->posts;
  return out;
}

Result<void> write_pages(const std::filesystem::path& folder, const council::pages::Files& files) {
  std::error_code error;
  if (!std::filesystem::create_directory(folder, error)) return fail(error ? Errc::bad_value : Errc::conflict, "folder of the preview");
  for (const auto& [name, bytes] : files) TIP_CHECK(platform::write_file(folder / name, bytes, platform::Access::owner_only));
  return {};
}

}  // namespace

int command_call_fetch(const Arguments& arguments) {
  return with_drafts(arguments, [&](const DraftWork& work) -> Result<void> {
    const auto read = call_reader(arguments, work.programme);
    if (!read) return fail(Errc::bad_value, "address of the relay");
    TIP_TRY(auto known, published_pictures(work.vault));
    TIP_TRY(const auto fetched, fetch_calls(read, std::move(known), work.programme.programme));
    TIP_CHECK(store_calls(work.vault, fetched.set, fetched.pictures, work.programme.programme, work.now));
    std::fprintf(stderr, "%zu calls are here, each with its history.\n", fetched.set.calls().size());
    return {};
  });
}

int command_call_list(const Arguments& arguments) {
  return with_drafts(arguments, [&](const DraftWork& work) -> Result<void> {
    TIP_TRY(const auto published, published_calls(work.vault, work.programme.programme));
    TIP_TRY(const auto drafts, list_drafts(work.vault));
    for (const auto& call : published.calls())
      std::printf("      published  %-24s %s, until %s\n", call.id().c_str(), line_of(call.terms().texts[call.terms().original].title).c_str(),
                  council::date_text(call.until()).c_str());
    for (const auto& draft : drafts) print_draft(draft);
    return {};
  });
}

int command_call_show(const Arguments& arguments) {
  return with_drafts(arguments, [&](const DraftWork& work) -> Result<void> {
    TIP_TRY(const auto draft, find_draft(work.vault, arguments.number));
    council::FormFiles form(draft.form, draft.what);
    if (draft.what != Proposed::communique) {
      TIP_TRY(form.files().pictures, draft_pictures(work.vault, draft.id));
    }
    if (!arguments.to.empty()) return write_draft_folder(arguments.to, form.files());
    print_draft(draft);
    if (!form.files().call.empty()) print_file("call.conf", form.files().call);
    for (const auto& [language, text] : form.files().texts) print_file(language + ".txt", text);
    return {};
  });
}

int command_call_draft(const Arguments& arguments) {
  return with_drafts(arguments, [&](const DraftWork& work) { return begin_or_change(work, arguments); });
}

int command_call_check(const Arguments& arguments) {
  return with_drafts(arguments, [&](const DraftWork& work) -> Result<void> {
    TIP_TRY(const auto draft, find_draft(work.vault, arguments.number));
    TIP_TRY(const auto examined, work.examine(draft));
    print_faults(examined.checked);
    if (!examined.checked.step) return fail(Errc::bad_value, "draft of a call");
    std::fprintf(stderr, "Nothing is left to mend.\n");
    return {};
  });
}

int command_call_preview(const Arguments& arguments) {
  return with_drafts(arguments, [&](const DraftWork& work) -> Result<void> {
    TIP_TRY(const auto draft, find_draft(work.vault, arguments.number));
    TIP_TRY(const auto examined, work.examine(draft));
    print_faults(examined.checked);
    TIP_TRY(const auto pictures, published_pictures(work.vault));
    TIP_TRY(const auto files, preview_call(examined.checked, pictures, publisher_of(work, examined), work.now));
    return write_pages(arguments.to, files);
  });
}

int command_call_propose(const Arguments& arguments) {
  std::error_code error;
  if (std::filesystem::symlink_status(arguments.to, error).type() != std::filesystem::file_type::not_found)
    return complain(kFailed, "that file exists already, so nothing was written.", "Name a new one.");
  return with_drafts(arguments, [&](const DraftWork& work) -> Result<void> {
    TIP_TRY(const auto draft, find_draft(work.vault, arguments.number));
    TIP_TRY(const auto examined, work.examine(draft));
    print_faults(examined.checked);
    TIP_TRY(const auto file, propose_call(draft, examined.checked));
    TIP_TRY(const bool may, may_leave(work.vault, arguments, file, work.now));
    if (!may) return {};
    TIP_CHECK(platform::write_file(arguments.to, file.bytes, platform::Access::owner_only));
    std::printf("%s\n", protocol::voice_code(file.sha256).c_str());
    std::fprintf(stderr, "SHA-256 %s, as the audit has it. Bring the file to the authority; compare these six words on a number that you know.\n",
                 to_hex(file.sha256.view()).c_str());
    return {};
  });
}

int command_call_remove(const Arguments& arguments) {
  return with_drafts(arguments, [&](const DraftWork& work) -> Result<void> {
    TIP_TRY(const auto draft, find_draft(work.vault, arguments.number));
    return remove_draft(work.vault, draft.id, draft.edition, work.now);
  });
}

}  // namespace tipstaff::desk
