package io.slipway.builds.view;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.builds.job.BuildObjects;
import io.slipway.builds.job.LogPart;
import io.slipway.builds.record.Build;
import io.slipway.builds.record.Builds;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * {@code GET /api/spaces/<space>/builds/<id>/log?after=&wait=}: returns a part of the log, which the job has masked.
 * To follow the log, clients repeat the request with {@code after} set to {@code last} until the build has {@code
 * ended} and there is no {@code more}. With {@code wait}, the response is sent once there is new output, or after
 * that number of seconds.
 */
public final class ReadBuildLog implements Operation {
    /** The maximum wait of a request, in seconds: functions have a timeout of 29, and the gateway of 30. */
    public static final int MAX_WAIT = 20;

    /** The interval between two reads, in milliseconds. */
    private static final int PAUSE_MILLIS = 1_000;

    private final BuildAccess access;
    private final BuildObjects objects;

    public ReadBuildLog(Builds builds, BuildObjects objects) {
        this.access = new BuildAccess(builds);
        this.objects = objects;
    }

    @Override
    public Response handle(Call call) {
        int after = number(call, "after", BuildObjects.MAX_LOG_CHUNKS);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(number(call, "wait", MAX_WAIT));
        // The state is read before the log, so that a client that sees the end of the build sees its last line too.
        Build build = access.visible(call, "id");
        LogPart part = objects.log(build.id(), after);
        while (part.last() == after && !build.state().ended() && System.nanoTime() < end && slept()) {
            build = access.visible(call, "id");
            part = objects.log(build.id(), after);
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("text", part.text()).put("last", part.last()).put("more", part.more());
        body.put("state", build.state().word()).put("ended", build.state().ended());
        return JsonBody.answer(200, body);
    }

    @Override
    public Set<String> parameters() {
        return Set.of("after", "wait");
    }

    private static boolean slept() {
        try {
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int number(Call call, String parameter, int most) {
        return call.number(parameter, 0, most).orElse(0);
    }
}
