// The functions that JavaScript calls. One session a module instance; one result
// buffer, valid until the next call. Numbers below zero are -Errc. README.md in
// this folder is the contract.

#include <cstdlib>

#include "tipstaff/protocol/nearest.h"
#include "tipstaff/protocol/source.h"
#include "tipstaff/wire/languages.h"
#include "tipstaff/wire/reader.h"
#include "tipstaff/wire/writer.h"

#define TIP_EXPORT(name) extern "C" __attribute__((export_name(#name), used))

namespace tipstaff {
namespace {

using wire::SecretWriter;

std::optional<protocol::SourceSession>& session() {
  static std::optional<protocol::SourceSession> instance;
  return instance;
}
SecretBytes& result() {
  static SecretBytes instance;
  return instance;
}

int failed(const Error& error) { return -static_cast<int>(error.code); }
int failed(Errc code) { return -static_cast<int>(code); }

int done(SecretWriter& out) {
  result() = out.take();
  return 0;
}

int done_request(const protocol::Request& request) {
  SecretWriter out;
  out.u8(static_cast<std::uint8_t>(request.method)).u8(static_cast<std::uint8_t>(request.door));
  out.u16(static_cast<std::uint16_t>(request.path.size())).raw(as_bytes(request.path));
  out.raw(request.body);
  return done(out);
}

int word_fault(const protocol::WordFault& fault) {
  SecretWriter out;
  out.u8(static_cast<std::uint8_t>(std::min<std::size_t>(fault.position, 255)));
  (void)done(out);
  return failed(fault.error);
}

ByteView view(const std::uint8_t* data, std::size_t size) { return {data, size}; }

Result<wire::Message> read_message(ByteView bytes) {
  wire::Reader in(bytes);
  wire::Message out;
  TIP_TRY(const auto text_len, in.u32());
  TIP_TRY(const auto text, in.take(text_len));
  out.text.assign(text.begin(), text.end());
  TIP_TRY(const auto nfiles, in.u8());
  for (unsigned i = 0; i < nfiles; ++i) {
    TIP_TRY(const auto name_len, in.u8());
    TIP_TRY(const auto name, in.take(name_len));
    TIP_TRY(const auto size, in.u32());
    TIP_TRY(const auto file, in.take(size));
    out.files.push_back({std::string(as_text(name)), SecretBytes(file.begin(), file.end())});
  }
  TIP_CHECK(in.end());
  return out;
}

void write_message(SecretWriter& out, const wire::Message& message) {
  out.u32(static_cast<std::uint32_t>(message.text.size())).raw(message.text);
  out.u8(static_cast<std::uint8_t>(message.files.size()));
  for (const auto& file : message.files) {
    out.u8(static_cast<std::uint8_t>(file.name.size())).raw(as_bytes(file.name));
    out.u32(static_cast<std::uint32_t>(file.bytes.size())).raw(file.bytes);
  }
}

Result<std::vector<protocol::PlacedPost>> read_places(ByteView bytes) {
  std::vector<protocol::PlacedPost> out;
  for (wire::Reader in(bytes); !in.rest().empty();) {
    TIP_TRY(const auto id, in.u16());
    TIP_TRY(const auto lat, in.u32());
    TIP_TRY(const auto lon, in.u32());
    out.push_back({id, protocol::place_of(static_cast<std::int32_t>(lat), static_cast<std::int32_t>(lon))});
  }
  return out;
}

}  // namespace

TIP_EXPORT(tip_alloc) std::uint8_t* tip_alloc(std::size_t len) {
  return static_cast<std::uint8_t*>(std::malloc(len > 0 ? len : 1));
}

TIP_EXPORT(tip_free) void tip_free(std::uint8_t* ptr, std::size_t len) {
  wipe(ptr, len);
  std::free(ptr);
}

TIP_EXPORT(tip_result_ptr) const std::uint8_t* tip_result_ptr() { return result().data(); }
TIP_EXPORT(tip_result_len) std::size_t tip_result_len() { return result().size(); }

TIP_EXPORT(tip_error_name) int tip_error_name(int code) {
  SecretWriter out;
  out.raw(as_bytes(errc_name(static_cast<Errc>(code < 0 ? -code : code))));
  return done(out);
}

// seed: 32 bytes. programme: authority_vk 32 || origin.
TIP_EXPORT(tip_session_new)
int tip_session_new(const std::uint8_t* seed, const std::uint8_t* programme, std::size_t len) {
  if (len < 32) return failed(Errc::wrong_length);
  wire::Programme out;
  out.authority_vk = crypto::VerifyKey::from(view(programme, 32));
  out.origin = as_text(view(programme + 32, len - 32));
  if (const auto origin = wire::check_origin(out.origin); !origin) return failed(origin.error());
  session().emplace(std::move(out), Seed32::from(view(seed, 32)));
  return 0;
}

TIP_EXPORT(tip_session_close) int tip_session_close() {
  session().reset();
  result() = {};
  return 0;
}

// entropy: 22 bytes; 16 become the words, 6 are drawn out into the row (44 bits).
// Result: twelve words, a line feed, four words.
TIP_EXPORT(tip_words_generate) int tip_words_generate(const std::uint8_t* entropy) {
  Seed32 seed;
  std::copy_n(entropy + 16, 6, seed.fill().begin());
  crypto::Drbg drbg(std::move(seed));
  const auto words = protocol::words_of(protocol::MailboxKey::from(view(entropy, 16)));
  const auto row = protocol::draw_row(drbg);
  SecretWriter out;
  out.raw(words).u8('\n').raw(row);
  return done(out);
}

TIP_EXPORT(tip_words_check) int tip_words_check(const std::uint8_t* text, std::size_t len) {
  const auto mk = protocol::parse_words(view(text, len));
  return mk ? 0 : word_fault(mk.error());
}

TIP_EXPORT(tip_row_check) int tip_row_check(const std::uint8_t* text, std::size_t len) {
  const auto row = protocol::parse_row(view(text, len));
  return row ? 0 : word_fault(row.error());
}

TIP_EXPORT(tip_word_list) int tip_word_list() {
  SecretWriter out;
  for (const auto word : protocol::word_list()) {
    if (out.size() > 0) out.u8('\n');
    out.raw(as_bytes(word));
  }
  return done(out);
}

TIP_EXPORT(tip_mailbox_open) int tip_mailbox_open(const std::uint8_t* words, std::size_t len) {
  if (!session()) return failed(Errc::wrong_state);
  auto mk = protocol::parse_words(view(words, len));
  if (!mk) return word_fault(mk.error());
  session()->open_mailbox(std::move(*mk));
  return 0;
}

TIP_EXPORT(tip_claim_open) int tip_claim_open(const std::uint8_t* row, std::size_t len) {
  if (!session()) return failed(Errc::wrong_state);
  const auto parsed = protocol::parse_row(view(row, len));
  if (!parsed) return word_fault(parsed.error());
  const auto opened = session()->open_claim(*parsed);
  return opened ? 0 : failed(opened.error());
}

// flags bit 0: answers wanted. hold: 0 now, 1 over the next day.
TIP_EXPORT(tip_compose)
int tip_compose(unsigned post_id, unsigned flags, unsigned hold, const std::uint8_t* message,
                std::size_t len) {
  if (!session()) return failed(Errc::wrong_state);
  if (post_id > 0xFFFF || hold > 1) return failed(Errc::bad_value);
  auto parsed = read_message(view(message, len));
  if (!parsed) return failed(parsed.error());
  parsed->flags = flags & 1 ? wire::kMessageWantsAnswers : std::uint8_t{0};
  const auto parts = session()->compose(static_cast<std::uint16_t>(post_id), std::move(*parsed),
                                        static_cast<protocol::Hold>(hold));
  return parts ? static_cast<int>(*parts) : failed(parts.error());
}

TIP_EXPORT(tip_outbox_drop) int tip_outbox_drop() {
  if (!session()) return failed(Errc::wrong_state);
  session()->drop_outbox();
  return 0;
}

TIP_EXPORT(tip_visit_begin) int tip_visit_begin() {
  if (!session()) return failed(Errc::wrong_state);
  return done_request(session()->begin_visit());
}

TIP_EXPORT(tip_visit_answer)
int tip_visit_answer(unsigned status, const std::uint8_t* body, std::size_t len) {
  if (!session()) return failed(Errc::wrong_state);
  const auto next = session()->answer(status, view(body, len));
  if (!next) return failed(next.error());
  if (!*next) return 1;
  return done_request(**next);
}

// Result: 32 bytes, little-endian.
TIP_EXPORT(tip_visit_key) int tip_visit_key() {
  if (!session()) return failed(Errc::wrong_state);
  SecretWriter out;
  out.raw(session()->visit_key().expose());
  return done(out);
}

TIP_EXPORT(tip_visit_products) int tip_visit_products(const std::uint8_t* products, std::size_t len) {
  if (!session()) return failed(Errc::wrong_state);
  const auto bytes = view(products, len);
  session()->bring_products({bytes.begin(), bytes.end()});
  return 0;
}

TIP_EXPORT(tip_status) int tip_status() {
  if (!session()) return failed(Errc::wrong_state);
  const auto& s = *session();
  const auto u16 = [](std::size_t value) { return static_cast<std::uint16_t>(value); };
  SecretWriter out;
  out.u16(u16(s.parts_queued())).u16(u16(s.parts_lodged()));
  out.u16(u16(s.replies_waiting())).u16(u16(s.burns_waiting()));
  out.u64(s.bulletin() ? s.bulletin()->tick : 0);
  out.u16(s.roster() ? (*s.roster())->tick_seconds : 0).u8(s.roster() ? 1 : 0);
  return done(out);
}

TIP_EXPORT(tip_posts) int tip_posts() {
  if (!session()) return failed(Errc::wrong_state);
  if (!session()->roster()) return failed(Errc::not_found);
  const auto& posts = (**session()->roster()).posts;
  const auto open = session()->open_posts();
  SecretWriter out;
  out.u16(static_cast<std::uint16_t>(posts.size()));
  for (std::size_t i = 0; i < posts.size(); ++i)
    out.u8(open[i] ? 1 : 0).raw(wire::encode_post_record(posts[i]));
  return done(out);
}

// posts: for each id u16, lat i32, lon i32.
TIP_EXPORT(tip_nearest)
int tip_nearest(std::int32_t lat, std::int32_t lon, const std::uint8_t* posts, std::size_t len) {
  const auto places = read_places(view(posts, len));
  if (!places) return failed(places.error());
  SecretWriter out;
  for (const auto& distance : protocol::by_distance({lat, lon}, *places))
    out.u16(distance.id).u8(distance.metres ? 1 : 0).u32(distance.metres.value_or(0));
  return done(out);
}

TIP_EXPORT(tip_languages) int tip_languages(std::uint32_t langs) {
  SecretWriter out;
  out.raw(as_bytes(wire::languages_text(langs)));
  return done(out);
}

TIP_EXPORT(tip_inbox) int tip_inbox() {
  if (!session()) return failed(Errc::wrong_state);
  SecretWriter out;
  out.u16(static_cast<std::uint16_t>(session()->inbox().size()));
  std::uint16_t number = 0;
  for (const auto& reply : session()->inbox()) {
    out.u16(number++).u8(static_cast<std::uint8_t>(reply.kind)).u16(reply.post_id);
    out.u8(static_cast<std::uint8_t>(reply.burn)).u64(reply.message.when);
    write_message(out, reply.message);
  }
  return done(out);
}

TIP_EXPORT(tip_burn) int tip_burn(unsigned number) {
  if (!session()) return failed(Errc::wrong_state);
  const auto marked = session()->burn(number);
  return marked ? 0 : failed(marked.error());
}

}  // namespace tipstaff
