package io.slipway.e2e;

import io.slipway.e2e.MeasuredCalls.Made;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Estimates the cost of an operation in AWS from its calls: the median time, and the price of a million. The page
 * {@code docs/operate/costs.md} lists the sources of times and prices.
 */
final class AwsModel {
    /** Times in milliseconds, at the upper end of the published ranges. */
    private static final double EDGE = 1;

    private static final double GATEWAY = 10;
    private static final double FUNCTION = 3;
    private static final Map<String, Double> TIMES = Map.of(
            "GetItem", 5.0,
            "BatchGetItem", 6.0,
            "Query", 6.0,
            "PutItem", 6.0,
            "UpdateItem", 6.0,
            "TransactWriteItems", 15.0,
            "HeadObject", 20.0,
            "GetObject", 30.0,
            "PutObject", 40.0);

    /** Prices in USD per million. */
    private static final double EDGE_REQUEST = 1.00;

    private static final double EDGE_FUNCTION = 0.10;
    private static final double GATEWAY_REQUEST = 1.00;
    private static final double FUNCTION_CALL = 0.20;
    private static final double GIGABYTE_SECOND = 13.33;
    private static final double READ_UNIT = 0.125;
    private static final double WRITE_UNIT = 0.625;
    private static final double S3_PUT = 5.00;
    private static final double S3_GET = 0.40;

    /** Prices in USD per gigabyte. */
    private static final double TRANSFER_OUT = 0.085;

    private static final double ECR_TRANSFER_OUT = 0.09;

    private static final Set<String> WRITES = Set.of("PutItem", "UpdateItem", "TransactWriteItems");

    private final List<String> lines = new ArrayList<>(List.of(
            "| operation | requests | calls | read, write units | time | USD a million | with ECR |",
            "| --- | --- | --- | --- | --- | --- | --- |"));

    /**
     * One operation of a client.
     *
     * @param edge the requests that the distribution handles itself or forwards to S3
     * @param functions the requests that a function handles
     * @param objects the number of objects that the client reads from S3
     * @param calls the calls of the functions
     * @param gigabytes the amount that the client reads
     */
    record Operation(String name, int edge, int functions, int objects, List<Made> calls, double gigabytes) {}

    /** Adds an operation that transfers hardly any bytes. */
    void add(String name, int edge, int functions, List<Made> calls) {
        add(new Operation(name, edge, functions, 0, calls, 0), false);
    }

    /**
     * Adds an operation.
     *
     * @param inside whether the client is inside the region, where it reads from S3 directly and without charge
     */
    void add(Operation operation, boolean inside) {
        List<Made> calls = operation.calls();
        double reads = calls.stream()
                .filter(call -> !WRITES.contains(call.name()))
                .mapToDouble(Made::units)
                .sum();
        double writes = calls.stream()
                .filter(call -> WRITES.contains(call.name()))
                .mapToDouble(Made::units)
                .sum();
        double waiting = calls.stream()
                .mapToDouble(call -> TIMES.getOrDefault(call.name(), 0.0))
                .sum();
        int throughEdge = operation.edge() + operation.functions() + (inside ? 0 : operation.objects());
        double time = EDGE * throughEdge
                + (GATEWAY + FUNCTION) * operation.functions()
                + waiting
                + TIMES.getOrDefault("GetObject", 0.0) * operation.objects();
        double price = (EDGE_REQUEST + EDGE_FUNCTION) * throughEdge
                + (GATEWAY_REQUEST + FUNCTION_CALL) * operation.functions()
                + GIGABYTE_SECOND * (FUNCTION * operation.functions() + waiting) / 1_000
                + READ_UNIT * reads
                + WRITE_UNIT * writes
                + S3_GET * operation.objects()
                + calls.stream().mapToDouble(call -> s3(call.name())).sum();
        double millions = operation.gigabytes() * 1_000_000;
        lines.add(String.format(
                Locale.ROOT,
                "| %s | %d | %s | %s, %s | %s ms | %s | %s |",
                operation.name(),
                operation.edge() + operation.functions() + operation.objects(),
                counts(calls),
                number(reads),
                number(writes),
                number(Math.rint(time)),
                money(price + (inside ? 0 : millions * TRANSFER_OUT)),
                money(inside ? 0 : millions * ECR_TRANSFER_OUT)));
    }

    /** Returns the lines of the table on the page. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    private static double s3(String call) {
        return switch (call) {
            case "PutObject" -> S3_PUT;
            case "HeadObject", "GetObject" -> S3_GET;
            default -> 0;
        };
    }

    private static String counts(List<Made> calls) {
        Map<String, Long> counts =
                calls.stream().collect(Collectors.groupingBy(Made::name, LinkedHashMap::new, Collectors.counting()));
        return counts.isEmpty()
                ? "none"
                : counts.entrySet().stream()
                        .map(call -> (call.getValue() == 1 ? "" : call.getValue() + " ") + call.getKey())
                        .collect(Collectors.joining(", "));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value == Math.rint(value) ? "%,.0f" : "%,.1f", value);
    }

    private static String money(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%,.0f", value);
    }
}
