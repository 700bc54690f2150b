package io.slipway.local.gate;

import io.slipway.emulators.JsonService;
import io.slipway.local.gate.Refusal.Reason;
import io.slipway.local.template.AccessResource;
import io.slipway.local.template.Arns;
import io.slipway.local.template.Stack;
import io.slipway.local.template.TableResource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Guards the account's services on the loopback interface: verifies the caller, evaluates the policies of the
 * template, records the access, and rejects other calls as AWS would.
 */
public final class Gate implements AutoCloseable {
    /** The maximum body of a call to a service with a JSON protocol, in bytes; DynamoDB's own limit. */
    private static final int MAX_JSON = 16 * 1024 * 1024;

    private static final String ANYTHING =
            "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}";

    private final GateServer server;
    private final URI uri;
    private final Carrier carrier;
    private final CallGuard guard;
    private final SignatureV4 signatures;
    private final JsonGate json;
    private final S3Gate s3;
    private final Stack stack;
    private final Arns arns;

    /**
     * The services behind the gate.
     *
     * @param stack the resources of the template
     * @param region the region for which calls are signed
     * @param json the services with a JSON protocol, by their names in signatures
     * @param bucketServer the URL of S3's server
     * @param bucketKey the only key that it accepts
     * @param disk the disk of the emulators
     * @param record the file in which accesses are recorded
     * @param log receives the denied accesses, one line each
     */
    public record Behind(
            Stack stack,
            String region,
            Map<String, JsonService> json,
            URI bucketServer,
            AccessKey bucketKey,
            DiskSpace disk,
            Path record,
            Consumer<String> log) {}

    private Gate(Behind behind) throws IOException {
        this.stack = behind.stack();
        this.arns = stack.arns();
        Map<String, String> partitionKeys = new HashMap<>();
        for (TableResource table : stack.tables()) {
            table.keys().forEach((name, type) -> {
                if (type.equals("HASH")) {
                    partitionKeys.put(table.name(), name);
                }
            });
        }
        Resources resources = new Resources(arns, partitionKeys);
        Map<String, List<Statement>> resourcePolicies = new HashMap<>();
        stack.access()
                .resourcePolicies()
                .forEach((arn, policies) -> resourcePolicies.put(arn, Statement.read(arn, policies)));
        this.guard = new CallGuard(
                new AccountPolicies(resourcePolicies, arns.account()), new AccessRecord(behind.record()), behind.log());
        this.signatures = new SignatureV4(guard::key, behind.region(), Clock.systemUTC());
        this.json = new JsonGate(guard, new JsonAccess(resources), behind.json(), behind.disk());
        this.s3 = new S3Gate(
                guard,
                new S3Access(resources),
                new HttpService(behind.bucketServer(), behind.bucketKey(), CanonicalRequest.S3, behind.region()),
                behind.disk());
        this.carrier = new Carrier(this::answer, behind.log());
        this.server = GateServer.start(this::answer, behind.log());
        this.uri = URI.create("http://localhost:" + server.port());
    }

    /** Returns all grants of a stack's roles and policies: statements and their actions, as they are recorded. */
    public static Set<String> grants(Stack stack) {
        List<Statement> statements = new ArrayList<>();
        stack.access().roles().values().forEach(role -> statements.addAll(Statement.read(role.id(), role.policies())));
        stack.access().resourcePolicies().forEach((arn, policies) -> {
            // A key policy that delegates to the account is not a grant itself.
            if (!arn.contains(":kms:")) {
                statements.addAll(Statement.read(arn, policies));
            }
        });
        return statements.stream()
                .filter(Statement::allows)
                .flatMap(
                        statement -> statement.actions().stream().map(action -> statement.name() + " " + action.text()))
                .collect(Collectors.toSet());
    }

    /** Opens the gate on any port. */
    public static Gate open(Behind behind) throws IOException {
        return new Gate(behind);
    }

    /** Returns a service in another process, which replaces one of our emulators. */
    public static JsonService remote(URI server, AccessKey key, String service, String region) {
        return new RemoteJsonService(new HttpService(server, key, service, region));
    }

    /**
     * Returns the URL of all services, with a host name, because clients reject redirects to addresses of private
     * networks.
     */
    public URI uri() {
        return uri;
    }

    /** Returns an HTTP client for calls in this process, without a connection. */
    public SdkHttpClient carrier() {
        return carrier;
    }

    /** Creates a key for a role of the template. */
    public AccessKey assume(String roleArn, String session) {
        AccessResource.Role role = stack.access().role(roleArn);
        String name = roleArn.substring(roleArn.lastIndexOf('/') + 1);
        return guard.issue(new CallingPrincipal(
                "AWS:" + roleArn,
                "arn:aws:sts::" + arns.account() + ":assumed-role/" + name + "/" + session,
                role.id(),
                Statement.read(role.id(), role.policies()),
                context(Map.of("aws:principalarn", Set.of(roleArn)))));
    }

    /** Creates a key for an AWS service that acts for this resource of the account. */
    public AccessKey service(String name, String sourceArn) {
        return guard.issue(new CallingPrincipal(
                "Service:" + name,
                name,
                name,
                List.of(),
                context(Map.of("aws:sourcearn", Set.of(sourceArn), "aws:sourceaccount", Set.of(arns.account())))));
    }

    /** Creates a key for the deployer of the stack, which allows everything until it is {@link #revoke revoked}. */
    public AccessKey deployer() {
        String arn = "arn:aws:iam::" + arns.account() + ":role/deployer";
        return guard.issue(new CallingPrincipal(
                "AWS:" + arn,
                arn,
                "deployer",
                Statement.read("deployer", List.of(AccessResource.json(ANYTHING))),
                context(Map.of())));
    }

    /** Revokes a key. */
    public void revoke(AccessKey key) {
        guard.revoke(key);
    }

    /** Calls on the loopback interface count as calls over TLS. */
    private static Map<String, Set<String>> context(Map<String, Set<String>> more) {
        Map<String, Set<String>> context = new HashMap<>(more);
        context.put("aws:securetransport", Set.of("true"));
        return context;
    }

    /** Handles a call. */
    public AwsAnswer answer(AwsRequest request) throws IOException {
        boolean isJson = !request.header("x-amz-target").isEmpty();
        try {
            if (!request.header("host").equals(uri.getAuthority())) {
                throw new Refusal(Reason.DENIED, "the header Host must be " + uri.getAuthority());
            }
            if (!isJson) {
                SignatureV4.Verified verified = signatures.verify(request, Optional.empty());
                if (!verified.service().equals(CanonicalRequest.S3)) {
                    throw new Refusal(
                            Reason.MALFORMED, "the signature must be for s3, but was for " + verified.service());
                }
                return s3.answer(request, verified);
            }
            byte[] body = request.body().readNBytes(MAX_JSON);
            return json.answer(request, body, signatures.verify(request, Optional.of(body)));
        } catch (Refusal refusal) {
            return isJson ? Refusals.json(refusal) : Refusals.s3(request.method(), refusal);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
