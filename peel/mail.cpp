// Mail, through GMime: one message, or a mailbox of many.

#include <gmime/gmime.h>

#include <memory>

#include "peel/charset.h"
#include "peel/peeler.h"

namespace tipstaff::peel {
namespace {

struct Unref {
  void operator()(void* object) const { ::g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

constexpr int kPartsDeepMax = 32;  // multiparts in multiparts; GMime reads deeper than people write

std::string known(const char* text) { return text == nullptr ? std::string() : as_utf8(as_bytes(text)); }

Owned<GMimeParser> parser_of(ByteView bytes, GMimeFormat format) {
  const Owned<GMimeStream> stream(
      ::g_mime_stream_mem_new_with_buffer(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
  Owned<GMimeParser> out(::g_mime_parser_new_with_stream(stream.get()));
  ::g_mime_parser_set_format(out.get(), format);
  return out;
}

// content_of undoes base64 and quoted-printable.
Bytes content_of(GMimePart* part) {
  auto* content = ::g_mime_part_get_content(part);
  if (content == nullptr) return {};
  const Owned<GMimeStream> memory(::g_mime_stream_mem_new());
  (void)::g_mime_data_wrapper_write_to_stream(content, memory.get());
  const auto* bytes = ::g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory.get()));
  return {bytes->data, bytes->data + bytes->len};
}

// MailPeeler opens one message.
class MailPeeler {
 public:
  MailPeeler(Peeler& peeler, const Item& item) : peeler_(peeler), item_(item) {}

  void open(GMimeMessage* message) {
    give_headers(GMIME_OBJECT(message));
    if (auto* body = ::g_mime_message_get_mime_part(message)) open_part(body, 0);
  }

 private:
  void give_headers(GMimeObject* object) {
    auto* list = ::g_mime_object_get_header_list(object);
    const int count = ::g_mime_header_list_get_count(list);
    std::string text;
    for (int i = 0; i < count && i < 500; ++i) {
      auto* header = ::g_mime_header_list_get_header_at(list, i);
      const auto name = known(::g_mime_header_get_name(header)), value = known(::g_mime_header_get_value(header));
      text += name + ": " + value + "\n";
      give_property(name, value);
    }
    peeler_.findings().text(item_.path, "headers", text);
  }

  void give_property(const std::string& name, const std::string& value) {
    const auto is = [&](const char* other) { return ::g_ascii_strcasecmp(name.c_str(), other) == 0; };
    if (is("From")) peeler_.findings().property(item_.path, "mail.from", value);
    if (is("Date")) peeler_.findings().property(item_.path, "mail.date", value);
    if (is("Received")) peeler_.findings().property(item_.path, "mail.received", unfolded(value));
    if (is("X-Mailer") || is("User-Agent")) peeler_.findings().property(item_.path, "software", value);
  }

  // A long header stands on several lines, which is not part of what it says.
  static std::string unfolded(const std::string& value) {
    std::string out;
    for (const char c : value)
      if (c != '\n' && c != '\r' && !(c == '\t' || (c == ' ' && out.ends_with(' ')))) out += c;
      else if (!out.ends_with(' ')) out += ' ';
    return out;
  }

  void open_part(GMimeObject* object, int deep) {
    if (deep > kPartsDeepMax) return peeler_.findings().refused(item_.path, casework::refusal::kTooDeep);
    if (GMIME_IS_MULTIPART(object)) {
      auto* parts = GMIME_MULTIPART(object);
      for (int i = 0; i < ::g_mime_multipart_get_count(parts); ++i) open_part(::g_mime_multipart_get_part(parts, i), deep + 1);
    } else if (GMIME_IS_MESSAGE_PART(object)) {
      open_message_part(GMIME_MESSAGE_PART(object));
    } else if (GMIME_IS_PART(object)) {
      open_leaf(GMIME_PART(object));
    }
  }

  void open_message_part(GMimeMessagePart* part) {
    auto* message = ::g_mime_message_part_get_message(part);
    if (message == nullptr) return;
    const auto path = inside(item_.path, "forwarded message");
    if (item_.depth >= kDepthMax) return peeler_.findings().refused(path, casework::refusal::kTooDeep);
    if (!peeler_.findings().entry(path)) return;
    MailPeeler(peeler_, {{}, {}, path, item_.depth + 1}).open(message);
  }

  void open_leaf(GMimePart* part) {
    const auto bytes = content_of(part);
    auto* type = ::g_mime_object_get_content_type(GMIME_OBJECT(part));
    const auto name = known(::g_mime_part_get_filename(part));
    if (!peeler_.findings().unpack(item_.path, bytes.size())) return;
    if (!name.empty() || !::g_mime_content_type_is_type(type, "text", "*"))
      return peeler_.open_inside(item_, name.empty() ? "attachment" : name, bytes);
    const auto text = from_charset(bytes, known(::g_mime_content_type_get_parameter(type, "charset")));
    if (!::g_mime_content_type_is_type(type, "text", "html")) return peeler_.findings().text(item_.path, "body", text);
    std::string links;
    peeler_.findings().text(item_.path, "body, from HTML", html_text(text, links));
    if (!links.empty()) peeler_.findings().text(item_.path, "links", links);
  }

  Peeler& peeler_;
  const Item item_;
};

}  // namespace

void peel_mail(Peeler& peeler, const Item& item) {
  const auto parser = parser_of(item.bytes, GMIME_FORMAT_MESSAGE);
  const Owned<GMimeMessage> message(::g_mime_parser_construct_message(parser.get(), nullptr));
  if (message == nullptr) return peeler.findings().refused(item.path, casework::refusal::kDamaged);
  MailPeeler(peeler, item).open(message.get());
}

void peel_mailbox(Peeler& peeler, const Item& item) {
  const auto parser = parser_of(item.bytes, GMIME_FORMAT_MBOX);
  for (int count = 1; ::g_mime_parser_eos(parser.get()) == 0; ++count) {
    const Owned<GMimeMessage> message(::g_mime_parser_construct_message(parser.get(), nullptr));
    const auto path = item.path + " message " + std::to_string(count);
    if (message == nullptr) return peeler.findings().refused(path, casework::refusal::kDamaged);
    if (!peeler.findings().entry(path)) return;
    MailPeeler(peeler, {{}, {}, path, item.depth}).open(message.get());
  }
}

}  // namespace tipstaff::peel
