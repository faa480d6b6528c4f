package io.parley.demo.line;

import io.parley.platform.Problem;
import io.parley.platform.Settings;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The phones of the simulated LINE, for the page that shows them.
@RestController
@RequestMapping("/sim/phones/line")
@Conditional(DemoOn.class)
class LinePhones {
  private static final int PEOPLE = 200;

  private final LineHouse house;
  private final LinePeople people;
  private final JsonMapper json;
  private final String url;
  private final Map<String, Set<SseEmitter>> screens = new ConcurrentHashMap<>();

  LinePhones(LineHouse house, LinePeople people, JsonMapper json, Settings settings) {
    this.house = house;
    this.people = people;
    this.json = json;
    this.url = settings.url();
    house.follow(this::show);
  }

  record PersonView(String userId, String displayName, boolean following) {}

  record ItemView(String id, String from, JsonNode message, String at, boolean read, boolean unsent) {}

  record Frame(ItemView message) {}

  record Items(List<ItemView> items) {}

  record NewPerson(@Nullable String displayName) {}

  record Written(JsonNode message) {}

  record Id(String id) {}

  record Pressed(String data, @Nullable String displayText) {}

  record Taken(String messageId) {}

  @GetMapping("/users")
  List<PersonView> users() {
    return shown().map(LinePhones::view).toList();
  }

  @PostMapping("/users")
  @ResponseStatus(HttpStatus.CREATED)
  PersonView join(@RequestBody NewPerson asked) {
    var name = asked.displayName == null ? "" : asked.displayName.strip();
    if (name.isEmpty() || name.length() > 20 || shown().count() >= PEOPLE) {
      throw Problem.invalid("phone_name", "請給 1 到 20 個字的名字", "Give a name of 1 to 20 characters");
    }
    var channel = house.with(state -> state.channels().stream().findFirst()).orElseThrow(Problem::notFound);
    return view(people.join(channel.channel(), name, null));
  }

  private Stream<LineFact.Person> shown() {
    return house.with(LineState::people).stream().filter(person -> person.crowd() == null);
  }

  @GetMapping("/{user}/messages")
  Items messages(@PathVariable String user) {
    return new Items(house.with(state -> state.messages(user)).stream().map(this::item).toList());
  }

  @PostMapping("/{user}/messages")
  @ResponseStatus(HttpStatus.CREATED)
  Id write(@PathVariable String user, @RequestBody Written written) {
    return new Id(people.write(user, written.message));
  }

  @PostMapping("/{user}/postbacks")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void press(@PathVariable String user, @RequestBody Pressed pressed) {
    people.press(user, pressed.data, pressed.displayText);
  }

  @PostMapping("/{user}/follow")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void follow(@PathVariable String user) {
    people.follow(user);
  }

  @PostMapping("/{user}/unfollow")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void unfollow(@PathVariable String user) {
    people.unfollow(user);
  }

  @PostMapping("/{user}/unsend")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void unsend(@PathVariable String user, @RequestBody Taken taken) {
    people.unsend(user, taken.messageId);
  }

  @GetMapping("/media/{id}")
  ResponseEntity<byte[]> media(@PathVariable String id) {
    var media = house.journal().media(id).orElseThrow(Problem::notFound);
    return ResponseEntity.ok().contentType(MediaType.parseMediaType(media.type()))
        .cacheControl(CacheControl.noCache()).header("X-Content-Type-Options", "nosniff").body(media.bytes());
  }

  @GetMapping(path = "/{user}/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  SseEmitter live(@PathVariable String user) throws IOException {
    var screen = new SseEmitter(0L);
    var open = screens.computeIfAbsent(user, u -> ConcurrentHashMap.newKeySet());
    screen.onCompletion(() -> open.remove(screen));
    screen.onError(failure -> open.remove(screen));
    screen.onTimeout(() -> open.remove(screen));
    open.add(screen);
    screen.send(SseEmitter.event().comment("open"));
    return screen;
  }

  @ExceptionHandler(LineRefusal.class)
  ResponseEntity<Map<String, String>> refused(LineRefusal refusal) {
    var why = refusal.details().isEmpty() ? "" : ": " + refusal.details().getFirst().message();
    return ResponseEntity.status(refusal.status()).body(Map.of("title", refusal.getMessage() + why));
  }

  private void show(LineFact fact) {
    switch (fact) {
      case LineFact.Wrote wrote -> show(wrote.userId(), wrote.messageId());
      case LineFact.Unsent unsent -> show(unsent.userId(), unsent.messageId());
      case LineFact.Read read -> show(read.userId(), read.messageId());
      case LineFact.Sent sent -> sent.to().forEach(user -> sent.messages().forEach(part -> show(user, part.id())));
      case LineFact.Opened other -> { }
      case LineFact.HookSet other -> { }
      case LineFact.Person other -> { }
      case LineFact.Event other -> { }
      case LineFact.Delivered other -> { }
    }
  }

  private void show(String user, String messageId) {
    var open = screens.getOrDefault(user, Set.of());
    if (open.isEmpty()) {
      return;
    }
    var frame = house.with(state -> state.message(user, messageId)).map(this::item).map(Frame::new).orElseThrow();
    var text = json.writeValueAsString(frame);
    Thread.ofVirtual().name("phone-screen").start(() -> open.forEach(screen -> {
      try {
        screen.send(SseEmitter.event().data(text));
      } catch (IOException | IllegalStateException gone) {
        open.remove(screen);
      }
    }));
  }

  private static PersonView view(LineFact.Person person) {
    return new PersonView(person.userId(), person.name(), person.following());
  }

  /// What a phone fetches from the shop's public address stands, in the demo, on this machine.
  private ItemView item(LineState.Said said) {
    var message = said.unsent() ? json.createObjectNode().put("type", "unsent")
        : json.readTree(said.message().toString().replace(LineDemo.PUBLIC_URL + "/", url + "/"));
    return new ItemView(said.id(), said.fromUser() ? "user" : "bot", message, said.at().toString(), said.read(),
        said.unsent());
  }
}
