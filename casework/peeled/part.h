#pragma once
// What a file turned into: text, pixels, properties, and what could not be opened. The
// parts go from a caged process to the desk as frames, and are believed by nobody.
//
//   frame   "TP" kind:u8 path:u16 name:u16 text:u32 png:u32, then these many bytes each
//   kind    0 text  1 picture  2 property  3 refused  255 the end: nothing was left out
//   numbers are big-endian

#include <span>
#include <string>
#include <vector>

#include "tipstaff/bytes/bytes.h"
#include "tipstaff/bytes/secret.h"

namespace tipstaff::casework {

enum class PartKind : std::uint8_t { text = 0, picture = 1, property = 2, refused = 3 };

// PeeledPart is one thing that was found.
//   text      text: UTF-8; name: what kind of text it is, or ""
//   picture   png: pixels, made anew; name: kHasText when its words came as text already
//   property  name: one of kPropertyNames; text: its value
//   refused   name: one of kRefusals; text: details, or ""
// path says where inside the file: "a.zip/letter.pdf page 2".
struct PeeledPart {
  PartKind kind = PartKind::text;
  std::string path;
  std::string name;
  std::string text;
  Bytes png;
  friend bool operator==(const PeeledPart&, const PeeledPart&) = default;
};

// What a picture looks like (picture_hash.h).
inline constexpr std::string_view kPhash = "phash";

inline constexpr std::string_view kPropertyNames[] = {
    "gps",      "taken",     "camera",    "serial",        "software",   "author", "created",
    "modified", "mail.from", "mail.date", "mail.received", "pdf.action", "type",   "mismatch", kPhash};

inline constexpr std::string_view kHasText = "page with text";
inline constexpr std::string_view kReadByMachine = "read by machine";
inline constexpr std::string_view kQrCode = "code";

// Why something was not opened, in words for people. The list is closed, so that what a
// hostile file says never stands where the desk speaks.
namespace refusal {
inline constexpr std::string_view kUnknown = "a kind of file that is not opened";
inline constexpr std::string_view kDamaged = "damaged, or not what it says it is";
inline constexpr std::string_view kEncrypted = "locked with a password";
inline constexpr std::string_view kTooDeep = "nested too deeply";
inline constexpr std::string_view kTooMuch = "unpacks to far too much";
inline constexpr std::string_view kTooMany = "too many things in one file";
inline constexpr std::string_view kTooLarge = "too large a picture";
inline constexpr std::string_view kTextCut = "the text is too long and was cut";
inline constexpr std::string_view kLink = "a link to another place: not followed";
inline constexpr std::string_view kOutside = "a name that points outside of its folder";
inline constexpr std::string_view kMacros = "macros: not run, not read";
inline constexpr std::string_view kForbidden = "its reader tried something forbidden and was ended";
inline constexpr std::string_view kCrashed = "its reader crashed";
inline constexpr std::string_view kWornOut = "its reader used up its time or memory";
inline constexpr std::string_view kTooSlow = "its reader took too long and was ended";
inline constexpr std::string_view kLied = "its reader answered nonsense and was not believed";
inline constexpr std::string_view kNoCage = "the reader of attachments is missing, or this system gives no cage for it";
inline constexpr std::string_view kNotAllRead = "the pictures were not all read by machine";
inline constexpr std::string_view kPagesLeft = "more pages than are shown";
// Not read for good: what to ask for instead. None of them is for the desk's own computer.
inline constexpr std::string_view kOldOffice = "an old office file (doc, xls, ppt): not read; ask for it as PDF or docx";
inline constexpr std::string_view kMailStore = "a mail program's store (PST): not read; ask for the mails as eml or mbox";
inline constexpr std::string_view kSound = "sound: not played, not read; ask for its words as text";
inline constexpr std::string_view kVideo = "video: not played, not read; ask for single pictures or its words as text";
inline constexpr std::string_view kHeic = "HEIC: its pixels are not read; ask for it as JPEG or PDF";
inline constexpr std::string_view kObjects = "objects and pictures inside of rich text: not read; ask for it as PDF or docx";
inline constexpr std::string_view kTipFull =
    "this tip's opened files fill their room in the vault; the file itself is kept: save a copy to look at it elsewhere";
inline constexpr std::string_view kVaultFull =
    "all opened files together fill their room in the vault; the file itself is kept: erase old tips, then open it again";
}  // namespace refusal
inline constexpr std::string_view kRefusals[] = {
    refusal::kUnknown,   refusal::kDamaged, refusal::kEncrypted, refusal::kTooDeep,  refusal::kTooMuch,
    refusal::kTooMany,   refusal::kTooLarge, refusal::kTextCut,  refusal::kLink,     refusal::kOutside,
    refusal::kMacros,    refusal::kForbidden, refusal::kCrashed, refusal::kWornOut,  refusal::kTooSlow,
    refusal::kLied,      refusal::kNoCage,  refusal::kNotAllRead, refusal::kPagesLeft,
    refusal::kOldOffice, refusal::kMailStore, refusal::kSound, refusal::kVideo, refusal::kHeic, refusal::kObjects,
    refusal::kTipFull,   refusal::kVaultFull};

// Limits, held by the caged process and checked by the desk.
inline constexpr std::size_t kPartsPerFileMax = 20'000;   // 10 000 entries, each with a property
inline constexpr std::size_t kTextBytesMax = 8 << 20;     // of all parts together; a long book is 1 MiB
inline constexpr std::size_t kPngBytesMax = 16 << 20;     // of one picture
inline constexpr std::size_t kPngBytesSumMax = 48 << 20;  // of all; the vault must stay small
inline constexpr std::uint32_t kPictureSideMax = 4096;
inline constexpr std::size_t kPathBytesMax = 1000;
inline constexpr std::size_t kNameBytesMax = 100;
inline constexpr std::size_t kPropertyBytesMax = 4096;
inline constexpr std::size_t kFrameHeadBytes = 15;
inline constexpr std::size_t kAnswerBytesMax =
    kTextBytesMax + kPngBytesSumMax + kPartsPerFileMax * (kFrameHeadBytes + 200) + (1 << 20);

// request_of is what the caged process reads: the size of the file's name in four bytes,
// the name, the file.
[[nodiscard]] SecretBytes request_of(ByteView file, std::string_view name);

// frame_of writes a part; end_frame says that nothing was left out.
[[nodiscard]] Bytes frame_of(const PeeledPart& part);
[[nodiscard]] Bytes end_frame();

// Peeled is what an answer holds: parts that keep every rule above, up to the first
// frame that does not.
struct Peeled {
  std::vector<PeeledPart> parts;
  bool whole = false;    // ends on the end frame
  bool honest = true;    // false: a frame broke a rule
};
[[nodiscard]] Peeled parse_untrusted_frames(ByteView answer);

// plain_png tells whether these are the bytes of a PNG as we write them: signature, IHDR
// of 8 bits in grey or RGB and at most kPictureSideMax a side, IDATs, IEND, nothing else.
[[nodiscard]] bool plain_png(ByteView png);

}  // namespace tipstaff::casework
