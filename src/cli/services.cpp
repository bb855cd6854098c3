// plainsock services: what the services file says (getservbyname, getservbyport).
#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "command.hpp"
#include "plainsock/resolver.hpp"

namespace plainsock::cli {
namespace {

struct ServicesOptions {
  std::vector<std::string> wanted;
  bool udp = false;
};

struct Service {
  std::string name;
  std::uint16_t port = 0;
};

using Json = nlohmann::ordered_json;

bool is_number(const std::string& text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<std::uint16_t> port_in(const std::string& text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc{} ? std::optional{port} : std::nullopt;
}

Result<Service> look_up(const std::string& wanted, Transport transport) {
  if (!is_number(wanted)) {
    const auto port = service_port(wanted, transport);
    if (!port) return port.error();
    return Service{wanted, *port};
  }
  const auto port = port_in(wanted);
  if (!port) return std::make_error_code(std::errc::result_out_of_range);
  const auto name = service_name(*port, transport);
  if (!name) return name.error();
  return Service{*name, *port};
}

std::string reason(std::error_code error) {
  return error == std::errc::result_out_of_range ? "a port is a number from 0 to 65535" : error.message();
}

class Services {
 public:
  Services(const ServicesOptions& options, const Context& context)
      : transport_(options.udp ? Transport::udp : Transport::tcp), json_(context.json) {}

  void show(const std::string& wanted) {
    if (wanted.empty()) return;
    const auto service = look_up(wanted, transport_);
    if (!service) {
      failed_ = true;
      return complain("services " + wanted + ": " + reason(service.error()));
    }
    if (json_)
      records_.push_back({{"name", service->name}, {"port", service->port}, {"protocol", protocol()}});
    else
      print_line(service->name + '\t' + std::to_string(service->port) + '/' + protocol());
  }

  Status finish() const {
    if (json_) print_line(records_.dump());
    return failed_ ? Status::partial : Status::done;
  }

 private:
  std::string protocol() const { return transport_ == Transport::udp ? "udp" : "tcp"; }

  Transport transport_;
  bool json_;
  Json records_ = Json::array();
  bool failed_ = false;
};

Status list_services(const ServicesOptions& options, const Context& context) {
  Services command{options, context};
  const auto wanted = options.wanted.empty() ? std::vector<std::string>{"domain", "http", "ftp"} : options.wanted;
  for (const auto& each : wanted) command.show(each);
  return command.finish();
}

}  // namespace

void add_services(CLI::App& app, Context& context) {
  auto* command =
      app.add_subcommand("services", "Well-known services: a line NAME<TAB>PORT/tcp for each name or port");
  const auto options = std::make_shared<ServicesOptions>();
  command->add_option("NAME|PORT", options->wanted, "Service names or port numbers; none: domain, http, ftp");
  command->add_flag("--udp", options->udp, "The UDP service of that name or port");
  command->callback(
      [options, &context] { context.run = [options, &context] { return list_services(*options, context); }; });
}

}  // namespace plainsock::cli
