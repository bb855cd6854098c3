#include "plainsock/ftp/url.hpp"

#include <algorithm>

#include "plainsock/ftp/error.hpp"
#include "text.hpp"

namespace plainsock::ftp {
namespace {

[[noreturn]] void refuse(const std::string& cause) { throw Error(Category::usage, "URL", cause); }

// CR, LF and NUL would end a command or a C string; no spelling of them has a use (CVE-2018-1000120).
void refuse_line_ends(std::string_view text) {
  using namespace std::string_view_literals;
  if (text.find_first_of("\r\n\0"sv) != std::string_view::npos)
    refuse("a carriage return, newline or NUL is not allowed");
}

char decode_escape(std::string_view text, std::size_t at) {
  const auto value = text::number<unsigned>(text.substr(at + 1, 2), 16);
  if (!value || text.size() < at + 3)
    refuse("a % without two hexadecimal digits (write %25 for the percent sign itself)");
  return static_cast<char>(*value);
}

constexpr std::string_view pattern_marks = "*?[]-!^";

std::string decode(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      out += text[at];
      continue;
    }
    out += decode_escape(text, at);
    at += 2;
  }
  refuse_line_ends(out);
  return out;
}

// Decoded for Glob: what was percent-encoded stands for itself there, behind a backslash.
std::string decode_pattern(std::string_view component) {
  if (component.find_first_of("*?[") == std::string_view::npos) return {};
  std::string out;
  for (std::size_t at = 0; at < component.size(); ++at) {
    const bool encoded = component[at] == '%';
    const char c = encoded ? decode_escape(component, at) : component[at];
    if (c == '\\' || (encoded && pattern_marks.find(c) != std::string_view::npos)) out += '\\';
    out += c;
    at += encoded ? 2 : 0;
  }
  return out;
}

// What follows the last slash, however it is spelled.
std::string_view last_component(std::string_view path) {
  std::string_view name = path.substr(path.rfind('/') + 1);
  for (std::string_view slash : {"%2F", "%2f"}) {
    if (const std::size_t at = name.rfind(slash); at != std::string_view::npos)
      name.remove_prefix(at + slash.size());
  }
  return name;
}

std::string_view after_scheme(std::string_view text) {
  const std::size_t end = text.find("://");
  if (end == std::string_view::npos) refuse("it must begin with ftp://");
  const std::string_view scheme = text.substr(0, end);
  if (text::same_letters(scheme, "ftps")) refuse("ftps:// needs TLS, which this build does not have");
  if (!text::same_letters(scheme, "ftp")) refuse("it must begin with ftp://");
  return text.substr(end + 3);
}

void read_user(Url& url, std::string_view userinfo) {
  const std::size_t colon = userinfo.find(':');
  url.user = decode(userinfo.substr(0, colon));
  if (url.user->empty()) refuse("the user name is empty");
  if (colon != std::string_view::npos) url.password = decode(userinfo.substr(colon + 1));
}

bool is_host_character(char c) {
  return text::is_letter(c) || text::is_digit(c) || c == '.' || c == '-' || c == '_';
}

bool is_ipv6_character(char c) { return is_host_character(c) || c == ':' || c == '%'; }

std::string checked_host(std::string_view host, bool (*allowed)(char)) {
  if (host.empty()) refuse("the host is missing");
  for (char c : host) {
    if (!allowed(c)) refuse("the host contains a character that no host name has");
  }
  return std::string(host);
}

// Reads the host and returns what follows it, which must be a port or nothing.
std::string_view read_host(Url& url, std::string_view authority) {
  if (authority.substr(0, 1) != "[") {
    const std::size_t end = std::min(authority.find(':'), authority.size());
    url.host = checked_host(authority.substr(0, end), is_host_character);
    return authority.substr(end);
  }
  const std::size_t close = authority.find(']');
  if (close == std::string_view::npos) refuse("the ] that ends the address is missing");
  url.host = checked_host(authority.substr(1, close - 1), is_ipv6_character);
  if (url.host.find(':') == std::string::npos) refuse("only an IPv6 address stands in brackets");
  // RFC 6874 writes the % before an interface as %25; nobody types that, so both are read.
  const std::size_t scope = url.host.find("%25");
  if (scope != std::string::npos && scope + 3 < url.host.size()) url.host.erase(scope + 1, 2);
  if (url.host.ends_with('%')) refuse("the name of an interface must follow the % of an IPv6 address");
  return authority.substr(close + 1);
}

// "host:" means the default port (RFC 3986 section 3.2.3).
void read_port(Url& url, std::string_view text) {
  if (text.empty() || text == ":") return;
  const auto port = text::number<std::uint16_t>(text.substr(1));
  if (text[0] != ':' || !port || *port == 0) refuse("the port must be a number from 1 to 65535");
  url.port = *port;
}

std::string_view read_type(Url& url, std::string_view path) {
  const std::size_t at = path.rfind(";type=");
  if (at == std::string_view::npos) return path;
  const std::string type = text::lower(path.substr(at + 6));
  if (type == "a") url.type = Url::Type::ascii;
  if (type == "i") url.type = Url::Type::image;
  if (type == "d") url.type = Url::Type::directory;
  if (url.type == Url::Type::unset) refuse("the type must be a, i or d (write %3B for a semicolon in a name)");
  return path.substr(0, at);
}

void read_path(Url& url, std::string_view path) {
  if (path.find('#') != std::string_view::npos)
    refuse("a # begins a fragment, which FTP has not (write %23 for it in a name)");
  path = read_type(url, path);
  url.path = decode(path);
  // %2F as a segment of its own: CWD "/" and then the rest.
  while (url.path.starts_with("//")) url.path.erase(0, 1);
  url.pattern = decode_pattern(last_component(path));
}

std::string escape_of(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return {'%', "0123456789ABCDEF"[byte >> 4], "0123456789ABCDEF"[byte & 15]};
}

// Everything that could be taken for a part of the URL or for a pattern is encoded, but for what `kept` names.
std::string percent_encode(std::string_view text, std::string_view kept = "") {
  constexpr std::string_view always_kept = "-._~!$&'()+,=";
  std::string out;
  for (char c : text) {
    const bool plain = text::is_letter(c) || text::is_digit(c) || always_kept.find(c) != std::string_view::npos;
    out += plain || kept.find(c) != std::string_view::npos ? std::string(1, c) : escape_of(c);
  }
  return out;
}

std::string encoded_pattern(std::string_view pattern) {
  std::string out;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    const bool literal = pattern[at] == '\\' && at + 1 < pattern.size();
    out += literal ? escape_of(pattern[++at]) : percent_encode(pattern.substr(at, 1), pattern_marks);
  }
  return out;
}

std::string encoded_path(const Url& url) {
  std::string_view path = url.path;
  std::string out;
  if (path.starts_with('/')) {
    out = "%2F";
    path.remove_prefix(1);
  }
  if (url.pattern.empty()) return out + percent_encode(path, "/:@");
  const std::size_t name = path.rfind('/') + 1;
  return out + percent_encode(path.substr(0, name), "/:@") + encoded_pattern(url.pattern);
}

std::string encoded_host(std::string_view host) {
  if (host.find(':') == std::string_view::npos) return std::string(host);
  const auto [address, scope] = text::split(host, '%');
  return '[' + std::string(address) + (scope.empty() ? "" : "%25" + std::string(scope)) + ']';
}

std::string_view type_suffix(Url::Type type) {
  switch (type) {
    case Url::Type::ascii:
      return ";type=a";
    case Url::Type::image:
      return ";type=i";
    case Url::Type::directory:
      return ";type=d";
    case Url::Type::unset:
      break;
  }
  return "";
}

}  // namespace

std::string Url::name() const { return path.substr(path.rfind('/') + 1); }

std::string Url::directory() const {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return {};
  return path.substr(0, std::max<std::size_t>(slash, 1));
}

Url parse_url(std::string_view text) {
  refuse_line_ends(text);
  Url url;
  const std::string_view rest = after_scheme(text);
  const auto [authority, path] = text::split(rest, '/');
  const std::size_t at = authority.rfind('@');
  if (at != std::string_view::npos) read_user(url, authority.substr(0, at));
  const std::string_view server = at == std::string_view::npos ? authority : authority.substr(at + 1);
  read_port(url, read_host(url, server));
  read_path(url, path);
  return url;
}

std::string to_string(const Url& url) {
  std::string out = "ftp://";
  if (url.user) {
    out += percent_encode(*url.user);
    if (url.password) out += ":****";
    out += '@';
  }
  out += encoded_host(url.host);
  if (url.port != 21) out += ':' + std::to_string(url.port);
  out += '/' + encoded_path(url);
  return out.append(type_suffix(url.type));
}

}  // namespace plainsock::ftp
