#pragma once
// Findings: what a file turned into, written out as it is found, and the limits that
// all of a file's contents share.

#include "casework/peeled/part.h"

namespace tipstaff::peel {

inline constexpr int kDepthMax = 4;                              // an archive in a mail in an archive
inline constexpr std::size_t kEntriesMax = 10'000;
inline constexpr std::size_t kRatioMax = 200;                    // what is unpacked, to the file
inline constexpr std::size_t kUnpackedFloor = std::size_t{2} << 20;   // small files may unpack to this much
inline constexpr std::size_t kUnpackedMax = std::size_t{192} << 20;   // in whatever ratio

class Findings {
 public:
  // file_bytes: the size of the file that was handed in.
  explicit Findings(std::size_t file_bytes);

  // What is over a limit is cut or left out, with one refusal that says so.
  void text(const std::string& path, std::string_view name, std::string_view text);
  void property(const std::string& path, std::string_view name, std::string_view value);
  void picture(const std::string& path, std::string_view name, ByteView png);
  void refused(const std::string& path, std::string_view why, std::string_view details = {});

  // unpack takes from the budget before memory is taken; false: refused, and so is
  // everything that comes after.
  [[nodiscard]] bool unpack(const std::string& path, std::size_t bytes);
  [[nodiscard]] bool entry(const std::string& path);
  // room_for_pictures tells whether making another one makes sense.
  [[nodiscard]] bool room_for_pictures() const { return png_left_ > 0 && pictures_left_ > 0; }

  // flush writes what waits: should the next thing end this process, it is not lost.
  void flush();
  // end writes what waits, and that this was all.
  void end();

 private:
  void put(const casework::PeeledPart& part);
  Bytes waiting_;
  std::size_t parts_left_ = casework::kPartsPerFileMax - 10;
  std::size_t text_left_ = casework::kTextBytesMax - 65536;  // the rest is for refusals
  std::size_t png_left_ = casework::kPngBytesSumMax;
  std::size_t pictures_left_ = 500;
  std::size_t entries_left_ = kEntriesMax;
  std::size_t refusals_left_ = 500;
  std::size_t unpacked_left_;
  bool text_cut_ = false, unpacked_cut_ = false;
};

}  // namespace tipstaff::peel
