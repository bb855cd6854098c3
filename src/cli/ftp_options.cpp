#include "ftp_options.hpp"

#include <cstdio>

namespace plainsock::cli {
namespace {

std::chrono::milliseconds milliseconds_of(double seconds) {
  return std::chrono::ceil<std::chrono::milliseconds>(std::chrono::duration<double>(seconds));
}

void log_wire(ftp::Wire direction, std::string_view line) {
  const auto text = std::string{direction == ftp::Wire::sent ? "> " : "< "}.append(line) + '\n';
  std::fwrite(text.data(), 1, text.size(), stderr);
}

ftp::Options client_options(const FtpOptions& options, const Context& context) {
  ftp::Options client;
  client.family = context.family;
  client.timeout = milliseconds_of(context.timeout);
  if (options.active) client.data_mode = ftp::DataMode::active;
  if (options.no_epsv) client.passive_command = ftp::PassiveCommand::pasv_only;
  if (options.no_eprt) client.active_command = ftp::ActiveCommand::port_only;
  if (options.trust_pasv_host) client.passive_host = ftp::PassiveHost::as_told;
  if (options.verbose) client.log = log_wire;
  return client;
}

}  // namespace

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
      client_(client_options(options, context)),
      interrupt_([](void* client) noexcept { static_cast<ftp::Client*>(client)->cancel(); }, &client_) {}

ftp::Client& FtpConnection::open(const ftp::Url& url, std::string_view next) {
  const auto credentials = credentials_of(url);
  const auto wanted = credentials.user + '@' + url.host + ' ' + std::to_string(url.port);
  if (client_.is_open() && opened_ == wanted) return client_;
  client_.quit();
  client_.open({url.host, url.port}, credentials, next);
  opened_ = wanted;
  return client_;
}

ftp::Credentials FtpConnection::credentials_of(const ftp::Url& url) const {
  ftp::Credentials credentials;
  if (!options_.account.empty()) credentials.account = options_.account;
  const auto user = !options_.user.empty() ? options_.user : url.user.value_or("");
  if (user.empty()) return credentials;
  credentials.user = user;
  if (url.password)
    credentials.password = url.password;
  else if (!ftp::is_anonymous(user))
    credentials.password = console::environment("PLAINSOCK_FTP_PASSWORD");
  return credentials;
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
