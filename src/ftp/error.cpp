#include "plainsock/ftp/error.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "plainsock/visible.hpp"

namespace plainsock::ftp {
namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

// How vsftpd, ProFTPD, Pure-FTPd, Serv-U and IIS word it; no code of its own exists.
bool says_too_many_users(const Reply& reply) {
  constexpr std::array<std::string_view, 4> phrases = {"too many", "maximum number", "maximum login",
                                                       "connection limit"};
  const std::string text = lower(reply.text());
  return std::any_of(phrases.begin(), phrases.end(),
                     [&](auto phrase) { return text.find(phrase) != std::string::npos; });
}

}  // namespace

std::string_view to_string(Category category) noexcept {
  switch (category) {
    case Category::refused:
      return "refused";
    case Category::login:
      return "login refused";
    case Category::no_such_file:
      return "no such file";
    case Category::disk_full:
      return "disk full";
    case Category::cut_short:
      return "cut short";
    case Category::mismatch:
      return "mismatch";
    case Category::unverified:
      return "unverified";
    case Category::protocol:
      return "protocol error";
    case Category::timeout:
      return "timed out";
    case Category::network:
      return "network error";
    case Category::local:
      return "local error";
    case Category::usage:
      return "wrong usage";
    case Category::cancelled:
      return "cancelled";
  }
  return "unknown";
}

Category categorize(const Reply& reply) noexcept {
  switch (reply.code) {
    case 421:
    case 425:
    case 426:
      return Category::network;
    case 430:
    case 530:
      return Category::login;
    case 452:
    case 552:
      return Category::disk_full;
    case 550:
      return Category::no_such_file;
    default:
      return Category::refused;
  }
}

Retry retry_after(const Reply& reply) {
  constexpr std::array<int, 5> passing = {421, 425, 426, 450, 451};
  const bool passes = std::find(passing.begin(), passing.end(), reply.code) != passing.end();
  return passes || (reply.code == 530 && says_too_many_users(reply)) ? Retry::can_help : Retry::cannot_help;
}

Error::Error(const std::string& step, const Reply& reply)
    : Error(categorize(reply), step, describe(reply), reply, retry_after(reply)) {}

Error::Error(Category category, const std::string& step, const std::string& cause, Retry retry)
    : std::runtime_error(visible_line(step) + ": " + visible_line(cause)),
      category_(category),
      retry_(retry),
      step_(std::make_shared<std::string>(visible_line(step))) {}

Error::Error(Category category, const std::string& step, const std::string& cause, const Reply& reply, Retry retry)
    : Error(category, step, cause, retry) {
  reply_ = std::make_shared<Reply>(reply);
}

}  // namespace plainsock::ftp
