package io.slipway.builds.instant;

import io.slipway.builds.report.BuildLog;
import io.slipway.builds.report.Mask;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** The log of an instant build, in memory: each line with its time in UTC. */
final class InstantLog implements BuildLog {
    private static final int MAX_LINE = 8_192;
    private static final int MAX_LOG = 4 << 20;

    private final Mask mask;
    private final String folder;
    private final Clock clock;
    private final StringBuilder text = new StringBuilder();

    /**
     * Creates an empty log.
     *
     * @param folder the folder of the features, whose path is removed from the log
     */
    InstantLog(Mask mask, String folder, Clock clock) {
        this.mask = mask;
        this.folder = folder;
        this.clock = clock;
    }

    @Override
    public void say(String line) {
        String shown = masked(line).replaceAll("[\\p{Cntrl}&&[^\\t]]", "");
        if (text.length() < MAX_LOG) {
            text.append(clock.instant().truncatedTo(ChronoUnit.SECONDS))
                    .append(' ')
                    .append(shown, 0, Math.min(shown.length(), MAX_LINE))
                    .append('\n');
        }
    }

    @Override
    public String masked(String line) {
        return mask.apply(line).replace(folder + "/", "").replace(folder, ".");
    }

    /** Returns the whole log. */
    String text() {
        return text.toString();
    }
}
