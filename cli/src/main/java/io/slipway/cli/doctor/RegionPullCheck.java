package io.slipway.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.core.name.RepositoryName;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;

/** Compares the host from which this machine gets blobs with the region's published address ranges. */
final class RegionPullCheck implements Check {
    private static final URI OWN_ADDRESS = URI.create("https://checkip.amazonaws.com/");
    private static final URI RANGES = URI.create("https://ip-ranges.amazonaws.com/ip-ranges.json");

    @Override
    public String name() {
        return "pulls inside the region";
    }

    @Override
    public String remedy() {
        return "this machine must reach " + OWN_ADDRESS.getHost() + " and " + RANGES.getHost();
    }

    @Override
    public CheckResult run(Site site) throws IOException {
        RepositoryName repository = site.repository("region");
        Payload payload = Payload.ofSize(1000);
        site.finish(repository, site.open(repository), payload.digest(), payload.body());
        boolean direct = !site.isOwn(site.blobAddress(repository, payload));
        if (site.isLocal()) {
            return direct
                    ? CheckResult.ok("this machine, which is in the cloud's region, gets blobs from the bucket itself")
                    : CheckResult.skipped("this cloud sends all clients through its public port");
        }
        if (site.stack().isEmpty()) {
            return CheckResult.skipped("AWS credentials are missing");
        }
        String region = site.stack().get().region();
        Wire.Answer answer = site.wire().send(HttpRequest.newBuilder(OWN_ADDRESS));
        InetAddress own = InetAddress.ofLiteral(new String(answer.body(), StandardCharsets.US_ASCII).strip());
        boolean inside = isInside(
                own, region, site.wire().send(HttpRequest.newBuilder(RANGES)).json());
        if (inside && !direct) {
            return CheckResult.failed(
                    own.getHostAddress() + " is in " + region
                            + ", but its blobs come through the distribution, where transfer is charged",
                    "invoke SetupFunction with {\"refresh\":\"ranges\"}, and set DirectPullCidrs to neither none nor a"
                            + " list without this address");
        }
        return CheckResult.ok(own.getHostAddress() + " is " + (inside ? "in " : "outside of ") + region
                + "; its blobs come from " + (direct ? "the bucket itself" : "the distribution"));
    }

    private static boolean isInside(InetAddress own, String region, JsonNode ranges) throws IOException {
        boolean v4 = own.getAddress().length == 4;
        for (JsonNode range : ranges.path(v4 ? "prefixes" : "ipv6_prefixes")) {
            if (range.path("region").asText().equals(region)
                    && covers(range.path(v4 ? "ip_prefix" : "ipv6_prefix").asText(), own)) {
                return true;
            }
        }
        return false;
    }

    static boolean covers(String cidr, InetAddress address) throws IOException {
        String[] parts = cidr.split("/", 2);
        byte[] network = InetAddress.ofLiteral(parts[0]).getAddress();
        byte[] bytes = address.getAddress();
        int rest = network.length * 8 - Integer.parseInt(parts[1]);
        return network.length == bytes.length
                && new BigInteger(1, network).shiftRight(rest).equals(new BigInteger(1, bytes).shiftRight(rest));
    }
}
