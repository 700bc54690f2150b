package io.slipway.aws.space;

import static io.slipway.aws.table.Items.s;

import io.slipway.aws.event.EventLog;
import io.slipway.aws.table.Items;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Range;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.Write;
import io.slipway.core.access.PublicRepositories;
import io.slipway.core.event.EventType;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.space.Repositories;
import io.slipway.core.space.Repository;
import io.slipway.core.space.Visibility;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Stores repositories in DynamoDB. All reads are consistent: they see all acknowledged writes. */
public final class DynamoRepositories implements Repositories, PublicRepositories {
    private final Table table;
    private final EventLog events;

    public DynamoRepositories(Table table, EventLog events) {
        this.table = table;
        this.events = events;
    }

    @Override
    public Optional<Repository> find(RepositoryName name) {
        // The item may belong to a repository in another space of the name.
        return table.find(RepositoryItems.key(name))
                .map(item -> RepositoryItems.read(name.space(), item))
                .filter(repository -> repository.name().equals(name));
    }

    @Override
    public Set<RepositoryName> among(Collection<RepositoryName> repositories) {
        var items = table.getAll(repositories.stream().map(RepositoryItems::key).toList());
        Set<RepositoryName> open = new HashSet<>();
        for (var item : items) {
            SpaceName space = new SpaceName(Items.string(item, Items.PK).substring("SPACE#".length()));
            Repository repository = RepositoryItems.read(space, item);
            if (repository.visibility() == Visibility.PUBLIC && !repository.deleting()) {
                open.add(repository.name());
            }
        }
        return open;
    }

    @Override
    public List<Repository> list(SpaceName space, String from, int limit) {
        return query(Keys.space(space), from, limit).stream()
                .map(item -> RepositoryItems.read(space, item))
                .toList();
    }

    @Override
    public List<RepositoryName> listPublic(String from, int limit) {
        return query(Keys.PUBLIC, from, limit).stream()
                .map(item -> RepositoryName.parse(Items.string(item, Items.SK).substring(Keys.REPOSITORY.length())))
                .toList();
    }

    private List<Map<String, AttributeValue>> query(String pk, String from, int limit) {
        return table.first(Range.of(pk).between(Keys.REPOSITORY + from, Keys.end(Keys.REPOSITORY)), limit);
    }

    @Override
    public boolean change(RepositoryName name, Visibility visibility) {
        Write update = Write.update(RepositoryItems.key(name), "SET " + RepositoryItems.VISIBILITY + " = :visibility")
                .ifExists()
                .when(RepositoryItems.OPEN)
                .with(":visibility", s(visibility.word()));
        Map<String, AttributeValue> listed = RepositoryItems.publicKey(name);
        return table.tryWrite(List.of(
                update,
                visibility == Visibility.PUBLIC ? Write.put(listed) : Write.delete(listed),
                events.write(
                        EventType.REPOSITORY_CHANGED,
                        name.space(),
                        EventLog.detail(name).put("visibility", visibility.word()))));
    }

    @Override
    public void recordPull(RepositoryName name, LocalDate day) {
        table.tryWrite(RepositoryItems.notePull(name, day));
    }

    @Override
    public int countTags(RepositoryName name, int limit) {
        return table.count(Range.of(Keys.repository(name)).prefix(Keys.TAG).limit(limit));
    }
}
