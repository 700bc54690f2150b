package io.slipway.cli.doctor;

import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requires the challenge that refers clients to the token service, whichever part responds. */
final class ChallengeCheck implements Check {
    private static final Pattern REALM = Pattern.compile("^Bearer realm=\"([^\"]*)\"");

    private final Answerer answerer;

    /** The parts that respond to a request without a valid login. */
    enum Answerer {
        /** The edge function, for requests without a login. */
        EDGE("login challenge"),
        /** The functions, for a login that is wrong or has expired. */
        FUNCTION("challenge of the gateway");

        private final String check;

        Answerer(String check) {
            this.check = check;
        }
    }

    ChallengeCheck(Answerer answerer) {
        this.answerer = answerer;
    }

    @Override
    public String name() {
        return answerer.check;
    }

    @Override
    public Need need() {
        return Need.REGISTRY;
    }

    @Override
    public String remedy() {
        return "the URL must be that of the distribution, which responds at /v2/";
    }

    @Override
    public CheckResult run(Site site) throws IOException {
        RepositoryName repository = new RepositoryName(SpaceName.DEFAULT, "slipway-doctor");
        HttpRequest.Builder request = HttpRequest.newBuilder(site.at(repository, "tags/list"));
        if (answerer == Answerer.FUNCTION) {
            request.header("Authorization", "Bearer slipway-doctor");
        }
        Wire.Answer answer = site.wire().send(request);
        List<String> challenges = answer.headers().allValues("WWW-Authenticate");
        if (answer.status() != 401 || challenges.size() != 1) {
            return CheckResult.failed(
                    "a request without a valid login must get 401 and one WWW-Authenticate, but got " + answer.summary()
                            + " and " + challenges.size(),
                    answerer == Answerer.FUNCTION
                            ? "clients whose bearer token expires during a push cannot renew it; report this"
                            : remedy());
        }
        String challenge = challenges.getFirst();
        Matcher realm = REALM.matcher(challenge);
        URI token = site.at("/token");
        if (!realm.find() || !realm.group(1).equals(token.toString())) {
            return CheckResult.failed(
                    "the realm must be " + token + ", but the challenge was " + challenge,
                    site.isLocal()
                            ? "start it with --public-url " + site.connection().url() + ", or use its own URL"
                            : "set the stack's parameter PublicUrl to the URL that clients use, or use the stack's"
                                    + " output RegistryUrl");
        }
        String scope = "scope=\"repository:" + repository.familiar() + ":pull\"";
        return challenge.contains("service=\"") && challenge.contains(scope)
                ? CheckResult.ok(challenge)
                : CheckResult.failed(
                        "the challenge must have service and " + scope + ", but was " + challenge, remedy());
    }
}
