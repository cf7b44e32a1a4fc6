#pragma once
// A call of an invented programme, for tests.

#include "council/call.h"
#include "tipstaff/crypto/drbg.h"

namespace tipstaff::council::testing {

inline constexpr std::uint64_t kNow = 1'800'000'000;
inline constexpr std::uint64_t kDay = 86'400;
inline constexpr std::uint64_t kUntil = kNow + 90 * kDay;

struct Example {
  crypto::Drbg drbg{Seed32{}};
  crypto::SignKey authority{drbg.draw<crypto::SignSeed>()};
  crypto::SignKey stranger{drbg.draw<crypto::SignSeed>()};
  wire::Programme programme{authority.verify_key(), "relay.test"};

  [[nodiscard]] Terms terms() const {
    Terms out;
    out.aim = Aim::identify;
    out.reward = {250'000, {'E', 'U', 'R'}};
    out.basis_link = "https://law.example/electoral-protection#12";
    out.posts = {1, 3};
    out.texts = {{"en", "Who paid for the false ballots?", "Electoral Protection Act, section 12",
                  "Crates of **false ballots** came through Port Sel."},
                 {"pl", "Kto zap\xC5\x82" "aci\xC5\x82 za fa\xC5\x82szywe karty?", "Ustawa o ochronie wybor\xC3\xB3w, \xC2\xA7 12",
                  "Skrzynie z *fa\xC5\x82szywymi* kartami."}};
    Person unknown;
    unknown.texts = {{"The man with the silver case", "Port Sel", "Who is he?"},
                     {"M\xC4\x99\xC5\xBC" "czyzna ze srebrn\xC4\x85 walizk\xC4\x85", "", "Kim on jest?"}};
    Person known{Known::yes, "Dorian Vale", {"The Courier"}, std::nullopt, {}};
    known.texts = {{"", "", "Where is he?"}, {"", "", "Gdzie on jest?"}};
    out.persons = {unknown, known};
    return out;
  }
  [[nodiscard]] Opened opened() const { return {kNow, kUntil, terms()}; }
  [[nodiscard]] static Communique communique() {
    return {{{"en", "Thank you", "We read **every** word."}, {"pl", "Dzi\xC4\x99kujemy", "Czytamy wszystko."}}};
  }
  [[nodiscard]] Result<VerifiedCall> open(std::string id = "false-ballots", std::uint64_t now = kNow) const {
    return sign_opened(std::move(id), opened(), now, programme, authority);
  }
  [[nodiscard]] Result<void> next(VerifiedCall& call, Step step, std::uint64_t now) const {
    return sign_next(call, std::move(step), now, programme, authority);
  }
};

}  // namespace tipstaff::council::testing
