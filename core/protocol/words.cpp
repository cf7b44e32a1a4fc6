#include "tipstaff/protocol/words.h"

#include <algorithm>

#include "tipstaff/crypto/hash.h"
#include "word_list.h"

namespace tipstaff::protocol {
namespace {

constexpr unsigned kBitsPerWord = 11;

using Indices = std::vector<std::uint16_t>;

std::vector<std::string_view> split_list() {
  std::vector<std::string_view> words;
  std::string_view left = kWordText;
  while (!left.empty()) {
    const auto end = std::min(left.find(' '), left.size());
    words.push_back(left.substr(0, end));
    left.remove_prefix(std::min(end + 1, left.size()));
  }
  TIP_ASSERT(words.size() == 2048);
  return words;
}

bool is_space(std::uint8_t c) { return c == ' ' || (c >= 9 && c <= 13); }

// tokens cuts text at white space and makes ASCII letters lower case.
std::vector<SecretBytes> tokens(ByteView text) {
  std::vector<SecretBytes> out;
  bool inside = false;
  for (const auto c : text) {
    if (is_space(c)) {
      inside = false;
      continue;
    }
    if (!inside) out.emplace_back();
    inside = true;
    out.back().push_back(c >= 'A' && c <= 'Z' ? static_cast<std::uint8_t>(c + 32) : c);
  }
  return out;
}

std::expected<Indices, WordFault> look_up(ByteView text, std::size_t count) {
  const auto typed = tokens(text);
  const auto& list = word_list();
  Indices out;
  for (std::size_t i = 0; i < typed.size(); ++i) {
    const auto at = std::lower_bound(list.begin(), list.end(), as_text(typed[i]));
    if (at == list.end() || *at != as_text(typed[i]))
      return std::unexpected(WordFault{{Errc::bad_word, "word"}, i});
    out.push_back(static_cast<std::uint16_t>(at - list.begin()));
  }
  if (out.size() != count)
    return std::unexpected(WordFault{{Errc::bad_word_count, "words"}, typed.size()});
  return out;
}

// bits_at reads 11 bits, most significant first, from bit `at` on.
std::uint16_t bits_at(ByteView bytes, std::size_t at) {
  unsigned value = 0;
  for (std::size_t bit = at; bit < at + kBitsPerWord; ++bit)
    value = value << 1 | (bytes[bit / 8] >> (7 - bit % 8) & 1u);
  return static_cast<std::uint16_t>(value);
}

SecretBytes spell(ByteView bits, std::size_t count) {
  SecretBytes out;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) out.push_back(' ');
    const auto word = as_bytes(word_list()[bits_at(bits, i * kBitsPerWord)]);
    out.insert(out.end(), word.begin(), word.end());
  }
  return out;
}

std::uint8_t checksum_byte(const MailboxKey& mk) { return crypto::sha256(mk.expose()).view()[0]; }

}  // namespace

const std::vector<std::string_view>& word_list() {
  static const std::vector<std::string_view> kList = split_list();
  return kList;
}

SecretBytes words_of(const MailboxKey& mk) {
  SecretBytes bits(mk.expose().begin(), mk.expose().end());
  bits.push_back(checksum_byte(mk));
  return spell(bits, kMailboxWords);
}

std::expected<MailboxKey, WordFault> parse_words(ByteView text) {
  auto indices = look_up(text, kMailboxWords);
  if (!indices) return std::unexpected(indices.error());
  Secret<17, struct BitsTag> bits;
  for (std::size_t i = 0; i < kMailboxWords; ++i)
    for (unsigned j = 0; j < kBitsPerWord; ++j) {
      const std::size_t bit = i * kBitsPerWord + j;
      const unsigned value = (*indices)[i] >> (kBitsPerWord - 1 - j) & 1u;
      bits.fill()[bit / 8] =
          static_cast<std::uint8_t>(bits.fill()[bit / 8] | value << (7 - bit % 8));
    }
  wipe(indices->data(), indices->size() * sizeof(std::uint16_t));
  auto mk = MailboxKey::from(ByteView(bits.expose()).first(16));
  // 132 bits = 128 of entropy and the first 4 of their hash.
  if ((checksum_byte(mk) ^ bits.expose()[16]) >> 4 != 0)
    return std::unexpected(WordFault{{Errc::bad_checksum, "words"}, 0});
  return mk;
}

SecretBytes draw_row(crypto::Drbg& drbg) {
  SecretBytes bits(6);
  drbg.fill(bits);
  return spell(bits, kRowWords);
}

std::expected<SecretBytes, WordFault> parse_row(ByteView text) {
  if (std::all_of(text.begin(), text.end(), is_space)) return SecretBytes{};
  const auto indices = look_up(text, kRowWords);
  if (!indices) return std::unexpected(indices.error());
  SecretBytes out;
  for (const auto index : *indices) {
    if (!out.empty()) out.push_back(' ');
    const auto word = as_bytes(word_list()[index]);
    out.insert(out.end(), word.begin(), word.end());
  }
  return out;
}

std::string voice_code(const Hash32& hash) {
  return std::string(as_text(spell(hash.view(), kCodeWords)));
}

}  // namespace tipstaff::protocol
