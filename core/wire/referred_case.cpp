#include "tipstaff/wire/referred_case.h"

#include <algorithm>

namespace tipstaff::wire {
namespace {

template <class List, class Write>
void write_list(SecretWriter& out, const List& list, Write write) {
  out.u16(static_cast<std::uint16_t>(list.size()));
  for (const auto& one : list) write(one);
}

// read_list reads u16 count and that many; nothing is reserved for what is only promised.
template <class List, class Read>
Result<void> read_list(Reader& in, std::size_t most, List& list, Read read) {
  TIP_TRY(const auto count, in.u16());
  if (count > most) return fail(Errc::too_large, "referral list");
  for (std::size_t i = 0; i < count; ++i) {
    TIP_TRY(auto one, read());
    list.push_back(std::move(one));
  }
  return {};
}

// read_place reads a number that points into a list.
Result<std::uint16_t> read_place(Reader& in, std::size_t size) {
  TIP_TRY(const auto place, in.u16());
  if (place >= size) return fail(Errc::bad_value, "referral number");
  return place;
}

void write_account(SecretWriter& out, const ReferredAccount& one) {
  write_short_text(out, one.kind);
  write_short_text(out, one.value);
}

Result<ReferredAccount> read_account(Reader& in) {
  ReferredAccount out;
  TIP_TRY(out.kind, read_short_line(in, 1, kReferredNameBytesMax));
  TIP_TRY(out.value, read_short_line(in, 1, kReferredTextBytesMax));
  return out;
}

void write_statement(SecretWriter& out, const ReferredStatement& one) {
  write_short_text(out, one.text);
  out.u8(static_cast<std::uint8_t>(one.reliability)).u8(static_cast<std::uint8_t>(one.credibility));
  out.u16(one.tip).u32(one.offset).u32(one.length);
}

Result<ReferredStatement> read_statement(Reader& in, std::size_t tips) {
  ReferredStatement out;
  TIP_TRY(out.text, read_short_line(in, 1, kReferredTextBytesMax));
  TIP_TRY(const auto reliability, in.u8());
  TIP_TRY(const auto credibility, in.u8());
  out.reliability = static_cast<char>(reliability);
  out.credibility = static_cast<char>(credibility);
  if (out.reliability < 'A' || out.reliability > 'F' || out.credibility < '1' || out.credibility > '6')
    return fail(Errc::bad_value, "Admiralty code");
  TIP_TRY(out.tip, in.u16());
  if (out.tip != kNoTip && out.tip >= tips) return fail(Errc::bad_value, "referral number");
  TIP_TRY(out.offset, in.u32());
  TIP_TRY(out.length, in.u32());
  return out;
}

void write_suspect(SecretWriter& out, const ReferredSuspect& one) {
  const auto text = [&out](const std::string& line) { write_short_text(out, line); };
  text(one.name);
  text(one.note);
  write_list(out, one.aliases, text);
  write_list(out, one.accounts, [&out](const ReferredAccount& account) { write_account(out, account); });
  write_list(out, one.places, text);
  write_list(out, one.times, text);
  write_list(out, one.statements, [&out](std::uint16_t statement) { out.u16(statement); });
}

Result<ReferredSuspect> read_suspect(Reader& in, std::size_t statements) {
  ReferredSuspect out;
  const auto detail = [&in] { return read_short_line(in, 1, kReferredDetailBytesMax); };
  TIP_TRY(out.name, read_short_line(in, 1, kReferredNameBytesMax));
  TIP_TRY(out.note, read_short_text(in, kReferredTextBytesMax));
  TIP_CHECK(read_list(in, kReferredDetailsMax, out.aliases, detail));
  TIP_CHECK(read_list(in, kReferredDetailsMax, out.accounts, [&in] { return read_account(in); }));
  TIP_CHECK(read_list(in, kReferredDetailsMax, out.places, detail));
  TIP_CHECK(read_list(in, kReferredDetailsMax, out.times, detail));
  TIP_CHECK(read_list(in, kReferredDetailsMax, out.statements, [&] { return read_place(in, statements); }));
  return out;
}

Result<ReferredMark> read_mark(Reader& in, const ReferredCase& file) {
  ReferredMark out;
  TIP_TRY(out.statement, read_place(in, file.statements.size()));
  TIP_TRY(out.hypothesis, read_place(in, file.hypotheses.size()));
  TIP_TRY(out.mark, in.u8());
  if (out.mark >= kReferredMarks) return fail(Errc::bad_value, "referral mark");
  return out;
}

}  // namespace

void write_short_text(SecretWriter& out, std::string_view text) {
  TIP_ASSERT(text.size() <= 0xFFFF);
  out.u16(static_cast<std::uint16_t>(text.size())).raw(as_bytes(text));
}

Result<std::string> read_short_text(Reader& in, std::size_t most) {
  TIP_TRY(const auto size, in.u16());
  if (size > most) return fail(Errc::too_large, "referral text");
  TIP_TRY(const auto bytes, in.take(size));
  if (!valid_utf8(bytes)) return fail(Errc::bad_text, "referral text");
  return std::string(as_text(bytes));
}

Result<std::string> read_short_line(Reader& in, std::size_t least, std::size_t most) {
  TIP_TRY(auto text, read_short_text(in, most));
  const bool control = std::ranges::any_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7F; });
  if (control || text.size() < least) return fail(Errc::bad_text, "referral line");
  return text;
}

void write_referred_case(SecretWriter& out, const ReferredCase& file) {
  write_short_text(out, file.name);
  write_list(out, file.statements, [&out](const auto& one) { write_statement(out, one); });
  write_list(out, file.accounts, [&out](const auto& one) { write_account(out, one); });
  write_list(out, file.suspects, [&out](const auto& one) { write_suspect(out, one); });
  write_list(out, file.hypotheses, [&out](const auto& one) { write_short_text(out, one); });
  write_list(out, file.marks, [&out](const auto& one) { out.u16(one.statement).u16(one.hypothesis).u8(one.mark); });
}

Result<ReferredCase> read_untrusted_referred_case(Reader& in, std::size_t tips) {
  ReferredCase out;
  TIP_TRY(out.name, read_short_line(in, 1, kReferredNameBytesMax));
  TIP_CHECK(read_list(in, kReferredListMax, out.statements, [&] { return read_statement(in, tips); }));
  TIP_CHECK(read_list(in, kReferredListMax, out.accounts, [&] { return read_account(in); }));
  TIP_CHECK(read_list(in, kReferredListMax, out.suspects, [&] { return read_suspect(in, out.statements.size()); }));
  TIP_CHECK(read_list(in, kReferredListMax, out.hypotheses, [&] { return read_short_line(in, 1, kReferredTextBytesMax); }));
  TIP_CHECK(read_list(in, kReferredListMax, out.marks, [&] { return read_mark(in, out); }));
  return out;
}

}  // namespace tipstaff::wire
