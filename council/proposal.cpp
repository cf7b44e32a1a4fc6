#include "council/proposal.h"

#include "council/limits.h"
#include "council/text_rules.h"

namespace tipstaff::council {
namespace {

constexpr std::string_view kMagic = "TSCP";
constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kFileBytesMax = 64 * 1024;             // a text, and room for comments
constexpr std::size_t kPictureFileMax = 4 * kPictureBytesMax;  // before it is stripped

bool has_files(Proposed what) { return what == Proposed::open || what == Proposed::amend || what == Proposed::communique; }

// check_shape: a step carries what it needs and nothing else, so that one proposal has one form.
Result<void> check_shape(const Proposal& one) {
  TIP_CHECK(check_id(one.id));
  const auto& files = one.files;
  if ((one.what == Proposed::open) != one.after.is_zero()) return fail(Errc::bad_value, "proposal: the record before");
  if ((one.what == Proposed::renew) != (one.until != 0) || one.until > kUnixMax) return fail(Errc::bad_value, "proposal: the end");
  if (one.what != Proposed::close && one.ending != Ending::withdrawn) return fail(Errc::bad_value, "proposal: the reason");
  if (has_files(one.what) == files.texts.empty()) return fail(Errc::bad_value, "proposal: texts");
  const bool whole = one.what == Proposed::open || one.what == Proposed::amend;
  if (whole == files.call.empty() || (!whole && !files.pictures.empty())) return fail(Errc::bad_value, "proposal: call.conf");
  if (files.texts.size() > kLanguagesMax || files.pictures.size() > kPersonsMax) return fail(Errc::too_large, "proposal");
  return {};
}

// check_name: a file's name without a path.
Result<void> check_name(std::string_view name) {
  TIP_CHECK(check_line(name, kNameBytesMax));
  if (name.find_first_of("/\\") != std::string_view::npos || name.starts_with('.')) return fail(Errc::bad_value, "name of a picture");
  return {};
}

Result<void> check_contents(const DraftFiles& files) {
  if (files.call.size() > kFileBytesMax) return fail(Errc::too_large, "call.conf");
  for (const auto& [language, text] : files.texts) {
    TIP_CHECK(check_language(language));
    if (text.size() > kFileBytesMax) return fail(Errc::too_large, "a language file");
  }
  for (const auto& [name, bytes] : files.pictures) {
    TIP_CHECK(check_name(name));
    if (bytes.size() > kPictureFileMax) return fail(Errc::too_large, "picture");
  }
  return {};
}

void write_blob(wire::Writer& out, ByteView bytes) { out.u32(static_cast<std::uint32_t>(bytes.size())).raw(bytes); }

Result<ByteView> read_blob(wire::Reader& in) {
  TIP_TRY(const auto size, in.u32());
  return in.take(size);
}

// next_name reads a name that follows the one before, so that none comes twice.
Result<std::string> next_name(wire::Reader& in, std::string_view before) {
  TIP_TRY(auto name, read_text(in));
  if (name <= before) return fail(Errc::bad_value, "proposal: files are not ascending");
  return name;
}

Result<void> read_files(wire::Reader& in, DraftFiles& files) {
  TIP_TRY(const auto call, read_blob(in));
  files.call = as_text(call);
  TIP_TRY(const auto texts, in.u8());
  std::string before;
  for (unsigned i = 0; i < texts; ++i) {
    TIP_TRY(before, next_name(in, before));
    TIP_TRY(const auto text, read_blob(in));
    files.texts.emplace(before, as_text(text));
  }
  TIP_TRY(const auto pictures, in.u8());
  before.clear();
  for (unsigned i = 0; i < pictures; ++i) {
    TIP_TRY(before, next_name(in, before));
    TIP_TRY(const auto bytes, read_blob(in));
    files.pictures.emplace(before, Bytes(bytes.begin(), bytes.end()));
  }
  return {};
}

Result<Proposal> check_proposal(Proposal one) {
  TIP_CHECK(check_shape(one));
  TIP_CHECK(check_contents(one.files));
  return one;
}

}  // namespace

Result<Bytes> encode_proposal(const Proposal& proposal) {
  TIP_TRY(const auto one, check_proposal(proposal));
  wire::Writer out;
  out.raw(as_bytes(kMagic)).u8(kVersion).u8(static_cast<std::uint8_t>(one.what));
  write_text(out, one.id);
  out.raw(one.after.view()).u64(one.until).u8(one.what == Proposed::close ? static_cast<std::uint8_t>(one.ending) : 0);
  write_blob(out, as_bytes(one.files.call));
  out.u8(static_cast<std::uint8_t>(one.files.texts.size()));
  for (const auto& [language, text] : one.files.texts) {
    write_text(out, language);
    write_blob(out, as_bytes(text));
  }
  out.u8(static_cast<std::uint8_t>(one.files.pictures.size()));
  for (const auto& [name, bytes] : one.files.pictures) {
    write_text(out, name);
    write_blob(out, bytes);
  }
  if (out.size() > kProposalBytesMax) return fail(Errc::too_large, "proposal");
  return out.take();
}

Result<Proposal> parse_untrusted_proposal(ByteView bytes) {
  if (bytes.size() > kProposalBytesMax) return fail(Errc::too_large, "proposal");
  wire::Reader in(bytes);
  Proposal one;
  TIP_TRY(const auto magic, in.take(kMagic.size()));
  if (as_text(magic) != kMagic) return fail(Errc::bad_magic, "proposal");
  TIP_TRY(const auto version, in.u8());
  if (version != kVersion) return fail(Errc::bad_version, "proposal");
  TIP_TRY(const auto what, in.u8());
  if (what < 1 || what > 5) return fail(Errc::bad_value, "proposal: the step");
  one.what = static_cast<Proposed>(what);
  TIP_TRY(one.id, read_text(in));
  TIP_TRY(one.after, in.fixed<Hash32>());
  TIP_TRY(one.until, in.u64());
  TIP_TRY(const auto ending, in.u8());
  const bool known = one.what == Proposed::close ? ending == 1 || ending == 2 : ending == 0;
  if (!known) return fail(Errc::bad_value, "proposal: the reason");
  if (ending != 0) one.ending = static_cast<Ending>(ending);
  TIP_CHECK(read_files(in, one.files));
  TIP_CHECK(in.end());
  return check_proposal(std::move(one));
}

}  // namespace tipstaff::council
