// plainsock resolve: names to addresses.
#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "plainsock/resolver.hpp"

namespace plainsock::cli {
namespace {

struct ResolveOptions {
  std::vector<std::string> names;
  std::string service;
};

using Json = nlohmann::ordered_json;

// With a service the port belongs to the answer; without one only the address is asked for.
std::string line_of(const SocketAddress& address, const ResolveOptions& options) {
  return options.service.empty() ? address.ip().to_string() : address.to_string();
}

class Resolve {
 public:
  Resolve(const ResolveOptions& options, const Context& context) : options_(options), context_(context) {}

  void name(const std::string& name) {
    if (name.empty()) return;
    const auto addresses = resolve(name, options_.service, {context_.family, Transport::tcp});
    if (!addresses) {
      failed_ = true;
      return complain("resolve " + name + ": " + addresses.error().message());
    }
    for (const auto& address : *addresses) show(name, line_of(address, options_));
  }

  Status finish() const {
    if (context_.json) print_line(records_.dump());
    return failed_ ? one_name() ? Status::failed : Status::partial : Status::done;
  }

 private:
  bool one_name() const { return options_.names.size() == 1; }

  void show(const std::string& name, const std::string& address) {
    if (context_.json)
      records_.push_back({{"name", name}, {"address", address}});
    else
      print_line(name + '\t' + address);
  }

  const ResolveOptions& options_;
  const Context& context_;
  Json records_ = Json::array();
  bool failed_ = false;
};

Status resolve_all(const ResolveOptions& options, const Context& context) {
  Resolve command{options, context};
  if (options.names.empty())
    for_each_input_line("name> ", [&](const std::string& line) { command.name(line); });
  else
    for (const auto& name : options.names) command.name(name);
  return command.finish();
}

}  // namespace

void add_resolve(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("resolve", "Look names up: a line NAME<TAB>ADDRESS for each distinct address");
  const auto options = std::make_shared<ResolveOptions>();
  command->add_option("NAME", options->names, "Names or addresses; none: names from stdin, one a line");
  command->add_option("--service", options->service, "A service name or port number, shown with each address");
  command->callback(
      [options, &context] { context.run = [options, &context] { return resolve_all(*options, context); }; });
}

}  // namespace plainsock::cli
