package io.slipway.core.quota;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.http.Response;
import io.slipway.core.name.SpaceName;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import io.slipway.core.space.DescribeSpace;
import io.slipway.core.space.Spaces;
import io.slipway.core.usage.SpaceUsage;
import io.slipway.core.usage.Usages;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code GET /api/spaces/<space>/usage/days?days=}: what a space held at the end of each day on which that changed, the earliest first, and
 * what it holds now. A day without a row held what the day before did.
 */
public final class ListUsageDays implements Operation {
    /** The number of days for which the usage of a day is kept. */
    public static final int MAX_DAYS = 400;

    private static final int DEFAULT_DAYS = 90;

    private final Spaces spaces;
    private final Usages usages;
    private final Clock clock;

    public ListUsageDays(Spaces spaces, Usages usages, Clock clock) {
        this.spaces = spaces;
        this.usages = usages;
        this.clock = clock;
    }

    @Override
    public Response handle(Call call) {
        SpaceName space = DescribeSpace.findAdministered(call, spaces).name();
        int days = call.number("days", 1, MAX_DAYS).orElse(DEFAULT_DAYS);
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        SpaceUsage now = usages.space(space);
        List<Usages.Day> found = new ArrayList<>(usages.days(space, today.minusDays(days - 1L)));
        found.removeIf(day -> day.day().equals(today));
        found.add(new Usages.Day(today, now.bytes(), now.objects()));
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode list = body.putArray("days");
        found.forEach(day -> list.addObject()
                .put("day", day.day().toString())
                .put("bytes", day.bytes())
                .put("objects", day.objects()));
        return JsonBody.answer(200, body);
    }

    @Override
    public Set<String> parameters() {
        return Set.of("days");
    }
}
