#pragma once
// Every limit of a call, each with its reason (PROTOCOL.md 13.2).

#include <cstddef>
#include <cstdint>

namespace tipstaff::council {

// Text, in bytes of UTF-8.
inline constexpr std::size_t kIdBytesMin = 3;
inline constexpr std::size_t kIdBytesMax = 40;          // a file name and a part of an address
inline constexpr std::size_t kLanguageBytesMax = 16;    // "zh-Hans" and longer tags in use
inline constexpr std::size_t kTitleBytesMax = 240;      // two lines on a telephone, in any script
inline constexpr std::size_t kTextBytesMax = 16'384;    // four printed pages; nobody reads more
inline constexpr std::size_t kBasisBytesMax = 600;      // name of a statute and its section
inline constexpr std::size_t kLinkBytesMax = 300;       // fits a QR code and a line of print
inline constexpr std::size_t kNameBytesMax = 160;
inline constexpr std::size_t kPlaceBytesMax = 240;
inline constexpr std::size_t kAskedBytesMax = 600;      // must fit a poster

// Counts.
inline constexpr std::size_t kLanguagesMax = 32;
inline constexpr std::size_t kPersonsMax = 12;
inline constexpr std::size_t kAliasesMax = 8;
inline constexpr std::size_t kRecordsMax = 256;         // a communiqué a week for five years
inline constexpr std::size_t kCallsMax = 64;            // more than one programme can care for

// Sizes in bytes. A reader over a slow circuit fetches every call at once, so that
// nobody learns which one it reads.
inline constexpr std::size_t kRecordBytesMax = 640 * 1024;     // every text at its largest does not
inline constexpr std::size_t kHistoryBytesMax = 2 * 1024 * 1024;
inline constexpr std::size_t kCallSetBytesMax = 4 * 1024 * 1024;

// A picture is shown at 320 px and printed at 8 cm.
inline constexpr std::size_t kPictureBytesMax = 400 * 1024;
inline constexpr std::uint32_t kPictureSideMin = 32;
inline constexpr std::uint32_t kPictureSideMax = 2000;         // 16 MB once unpacked, on any telephone

// Money: a sum that a decimal reader and a 53-bit number hold.
inline constexpr std::uint64_t kAmountMax = 1'000'000'000'000;

// A price on a head must not stand because somebody forgot it: a call ends at the
// latest this long after it was opened or renewed.
inline constexpr std::uint64_t kTermSecondsMax = 366ull * 86'400;
// The last moment that has four digits of a year: 9999-12-31.
inline constexpr std::uint64_t kUnixMax = 253'402'300'799;

}  // namespace tipstaff::council
