package io.slipway.cli.doctor;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Lists the checks in the order in which they run: a check follows those on which it depends. */
final class Checks {
    private Checks() {}

    /**
     * Returns all checks.
     *
     * @param large the size of the large blob; 0 for no such check
     * @param err receives the progress of deletions
     */
    static List<Check> all(long large, PrintWriter err) {
        List<Check> checks = new ArrayList<>(List.of(
                new CredentialsCheck(),
                new LeftoversCheck(err),
                new ChallengeCheck(ChallengeCheck.Answerer.EDGE),
                new ChallengeCheck(ChallengeCheck.Answerer.FUNCTION),
                new InlineLaneCheck(),
                new DirectLaneCheck("direct lane", DirectLaneCheck.SMALL),
                new StreamLaneCheck(),
                new WrongDigestCheck(WrongDigestCheck.Lane.INLINE),
                new WrongDigestCheck(WrongDigestCheck.Lane.DIRECT),
                new WrongDigestCheck(WrongDigestCheck.Lane.STREAM),
                new HeadCheck(),
                new BlobAddressCheck(),
                new RegionPullCheck(),
                new UploadEventCheck(),
                new BuildCheck(BuildCheck.Engine.INSTANT),
                new BuildCheck(BuildCheck.Engine.JOB),
                new StoredDataCheck(),
                new AwsLoginCheck(),
                new EdgeStoreCheck(),
                new ReleaseCheck(),
                new LambdaQuotaCheck(),
                new BuildQuotaCheck(),
                // Last, because it makes the registry reject wrong logins from this address for five minutes.
                new ForgedViewerCheck()));
        if (large > 0) {
            checks.add(checks.size() - 1, new DirectLaneCheck("large blob", large));
        }
        return List.copyOf(checks);
    }
}
