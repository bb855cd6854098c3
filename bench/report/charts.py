"""Which pictures a run gives."""
import latency_charts
import throughput_charts

# What it is called where it is missing.
KINDS = {'percentile curve': latency_charts.percentiles, 'latency by size': latency_charts.latency_by_size,
         'latency by rate': latency_charts.latency_by_rate, 'a stalling peer': latency_charts.stall,
         'throughput by size': throughput_charts.throughput_by_size, 'loss by offered rate': throughput_charts.loss_by_rate,
         'cost per message': latency_charts.cost_per_message, 'cost per byte': throughput_charts.cost_per_byte,
         'set-up': latency_charts.set_up, 'two writes without TCP_NODELAY': latency_charts.nagle}


def charts(results):
    """All that this run gives, and the names of those kinds of which it gives none."""
    found = {name: list(make(results)) for name, make in KINDS.items()}
    return sum(found.values(), []), [name for name, made in found.items() if not made]
