// plainsock bot: serve, teach, list and ask.
#include "bot.hpp"

#include <CLI/CLI.hpp>
#include <memory>

namespace plainsock::cli {
namespace {

template <class Options>
void run_with(CLI::App* command, Context& context, std::shared_ptr<Options> options,
              Status (*run)(const Options&, const Context&)) {
  command->callback([=, &context] { context.run = [=, &context] { return run(*options, context); }; });
}

void add_file_option(CLI::App& command, std::string& file) {
  command.add_option("--db", file, "The SQLite file, created when it is missing")->capture_default_str();
}

void add_bot_serve(CLI::App& bot, Context& context) {
  auto* command = bot.add_subcommand("serve", "Answer questions, by UDP or TCP");
  const auto options = std::make_shared<BotServeOptions>();
  add_listen_options(*command, options->listen);
  add_file_option(*command, options->file);
  command->add_flag("--tcp", options->tcp, "Serve TCP: each message on a connection is a question");
  run_with(command, context, options, serve_bot);
}

void add_teach(CLI::App& bot, Context& context) {
  auto* command = bot.add_subcommand("teach", "Teach a question and its answer, or a whole file of them");
  const auto options = std::make_shared<BotTeachOptions>();
  add_file_option(*command, options->file);
  command->add_option("QUESTION", options->question);
  command->add_option("ANSWER", options->answer);
  command->add_option("--import", options->source, "A file of lines QUESTION<TAB>ANSWER; -: stdin");
  run_with(command, context, options, teach_bot);
}

void add_list(CLI::App& bot, Context& context) {
  auto* command = bot.add_subcommand("list", "What it has been taught: lines QUESTION<TAB>ANSWER");
  const auto options = std::make_shared<BotListOptions>();
  add_file_option(*command, options->file);
  run_with(command, context, options, list_bot);
}

void add_ask(CLI::App& bot, Context& context) {
  auto* command = bot.add_subcommand("ask", "Ask QUESTION, or one after the other from stdin");
  const auto options = std::make_shared<BotAskOptions>();
  command->add_option("HOST", options->host, "A name or an address")->required();
  command->add_option("PORT", options->port, "A port number or a service's name")->required();
  command->add_option("QUESTION", options->question, "None: a conversation from stdin; `fim` or `/quit` ends it");
  command->add_flag("--tcp", options->tcp, "Ask by TCP, a connection for each question");
  run_with(command, context, options, ask_bot);
}

}  // namespace

void add_bot(CLI::App& app, Context& context) {
  auto* bot = app.add_subcommand("bot", "A bot that answers the questions that it has been taught");
  bot->require_subcommand(1);
  bot->fallthrough();
  add_bot_serve(*bot, context);
  add_teach(*bot, context);
  add_list(*bot, context);
  add_ask(*bot, context);
}

}  // namespace plainsock::cli
