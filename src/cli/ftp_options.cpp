#include "ftp_options.hpp"

#include <charconv>
#include <cstdio>

#include "plainsock/ftp/explain.hpp"

namespace plainsock::cli {
namespace {

enum class Explained { no, yes };

std::chrono::milliseconds milliseconds_of(double seconds) {
  return std::chrono::ceil<std::chrono::milliseconds>(std::chrono::duration<double>(seconds));
}

void print_wire(ftp::Wire direction, std::string_view line, Explained explained) {
  auto text = std::string{direction == ftp::Wire::sent ? "> " : "< "}.append(line) + '\n';
  if (explained == Explained::yes) {
    const auto sentence = ftp::explain_line(direction, line);
    if (!sentence.empty()) text += "    # " + sentence + '\n';
  }
  std::fwrite(text.data(), 1, text.size(), stderr);
}

}  // namespace

std::pair<std::uint16_t, std::uint16_t> port_range(std::string_view option, std::string_view text) {
  std::pair<std::uint16_t, std::uint16_t> ports{};
  if (text.empty()) return ports;
  const char* const end = text.data() + text.size();
  const auto low = std::from_chars(text.data(), end, ports.first);
  const bool dash = low.ec == std::errc{} && low.ptr != end && *low.ptr == '-';
  const auto high = std::from_chars(dash ? low.ptr + 1 : end, end, ports.second);
  if (!dash || high.ec != std::errc{} || high.ptr != end || ports.first == 0 || ports.second < ports.first)
    throw Failure{Status::usage, "usage: " + std::string{option} + " takes LO-HI, such as 50000-50100"};
  return ports;
}

ftp::Options client_options(const FtpOptions& options, const Context& context) {
  if (options.tls != "never" || options.insecure || !options.certificates.empty())
    throw Failure{Status::usage, "usage: this build has no TLS"};
  ftp::Options client;
  if (options.encoding.front() == 'l' || options.encoding.front() == 'L') client.encoding = ftp::Encoding::latin1;
  client.virtual_host = options.virtual_host;
  client.family = context.family;
  client.timeout = milliseconds_of(context.timeout);
  if (options.max_time > 0) client.until = Deadline::after(milliseconds_of(options.max_time));
  client.bytes_a_second = options.limit_rate;
  client.active_ports = port_range("--active-ports", options.active_ports);
  if (options.active) client.data_mode = ftp::DataMode::active;
  if (options.no_epsv) client.passive_command = ftp::PassiveCommand::pasv_only;
  if (options.no_eprt) client.active_command = ftp::ActiveCommand::port_only;
  if (options.trust_pasv_host) client.passive_host = ftp::PassiveHost::as_told;
  return client;
}

Status status_of(const ftp::Error& error) noexcept {
  switch (error.category()) {
    case ftp::Category::login:
      return Status::login_refused;
    case ftp::Category::no_such_file:
      return Status::no_such_file;
    case ftp::Category::cut_short:
    case ftp::Category::mismatch:
      return Status::cut_short;
    case ftp::Category::unverified:
      return Status::unverified;
    case ftp::Category::timeout:
      return Status::timed_out;
    case ftp::Category::usage:
      return Status::usage;
    case ftp::Category::cancelled:
      return Status::interrupted;
    default:
      return Status::failed;
  }
}

FtpConnection::FtpConnection(const FtpOptions& options, const Context& context)
    : options_(options),
      context_(context),
      meter_(options.quiet ? "never" : options.progress),
      client_(watched()),
      interrupt_([](void* client) noexcept { static_cast<ftp::Client*>(client)->cancel(); }, &client_) {}

// What is printed must not run into the line of the progress.
ftp::Options FtpConnection::watched() {
  auto client = client_options(options_, context_);
  if (meter_.wanted()) client.progress = [this](const ftp::Progress& progress) { meter_.show(progress); };
  if (options_.verbose)
    client.log = [this](ftp::Wire direction, std::string_view line) {
      meter_.clear();
      print_wire(direction, line, context_.explain ? Explained::yes : Explained::no);
    };
  return client;
}

ftp::Client& FtpConnection::open(const ftp::Url& url, std::string_view next) {
  const auto credentials = this->credentials(url);
  const auto wanted = credentials.user + '@' + url.host + ' ' + std::to_string(url.port);
  if (client_.is_open() && opened_ == wanted) return client_;
  if (client_.is_open() && !opened_.empty()) client_.quit();
  for (int retry = 0;; ++retry) {
    try {
      open_once(url, credentials, next);
      opened_ = wanted;
      return client_;
    } catch (const ftp::Error& error) {
      if (error.retry() != ftp::Retry::can_help || retry >= options_.retries.value_or(0)) throw;
    }
    client_.pause(ftp::retry_delay(retry));
  }
}

void FtpConnection::greet(const ftp::Url& url) {
  opened_.clear();
  client_.greet({url.host, url.port});
}

void FtpConnection::open_once(const ftp::Url& url, const ftp::Credentials& credentials, std::string_view next) {
  client_.open({url.host, url.port}, credentials, options_.before.empty() ? next : std::string_view{});
  send_all(options_.before);
}

void FtpConnection::quit() {
  if (!client_.is_open()) return;
  send_all(options_.after);
  client_.quit();
}

void FtpConnection::send_all(const std::vector<std::string>& commands) {
  for (std::string_view command : commands) {
    const bool may_fail = command.starts_with('*');
    if (may_fail) command.remove_prefix(1);
    const auto reply = client_.command(command);
    if (reply.failed() && !may_fail) throw ftp::Error(std::string{command}, reply);
  }
}

ftp::Retries FtpConnection::retries(const ftp::Url& url, int by_default) {
  return {options_.retries.value_or(by_default), [this, url] { open_once(url, credentials(url), {}); }};
}

Status for_each_name(const std::vector<std::string>& names, const std::function<void(const std::string&)>& each) {
  if (names.size() == 1) return each(names.front()), Status::done;
  bool failed = false;
  for (const auto& name : names) {
    try {
      each(name);
    } catch (const ftp::Error& error) {
      if (error.category() == ftp::Category::cancelled) throw;
      complain(error.what());
      failed = true;
    }
  }
  return failed ? Status::partial : Status::done;
}

Status run_ftp(const std::function<Status()>& work) {
  try {
    return work();
  } catch (const ftp::Error& error) {
    throw Failure{status_of(error), error.what()};
  }
}

}  // namespace plainsock::cli
