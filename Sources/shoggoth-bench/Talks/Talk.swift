/// Everyday things that a user says.
enum Talk {
  /// Turns of one kind.
  struct Kind {
    let name: String
    let turns: [String]
  }

  /// Every turn, of all kinds.
  static let ordinary = kinds.flatMap(\.turns)

  /// The turns by kind.
  static let kinds = [
    Kind(name: "small talk", turns: smallTalk),
    Kind(name: "short turn", turns: short),
    Kind(name: "question", turns: questions),
    Kind(name: "statement", turns: statements),
    Kind(name: "request", turns: requests),
    Kind(name: "list", turns: lists),
    Kind(name: "names and numbers", turns: names),
    Kind(name: "code", turns: code),
    Kind(name: "typing errors", turns: typingErrors),
    Kind(name: "long turn", turns: long),
  ]

  private static let smallTalk = [
    "Hello there! How are you today?", "What should I eat tonight?", "Tell me about the sea.",
    "What do you think of rain?", "Who are you, really?", "What will you do tomorrow?",
    "Can you tell me a short story?", "How do I make new friends?", "What is your favourite song?",
    "I had a long day at work.", "Do you like cats?", "What makes a good morning?",
    "My shoes are wet again.", "What is two plus two?", "Give me one piece of advice.",
    "Where should I go on holiday?", "What did you dream of?", "Is it late already?",
    "I am thinking of planting a tree.", "Say something kind.",
  ]

  private static let short = [
    "Hi", "ok", "Yes.", "No, not yet.", "Why?", "Really?", "Go on.", "Thanks!", "Good night.",
    "hmm", "lol that's funny", "Sorry, what?", "Not sure.", "Wow!", "Me too.", "Stop it, please.",
  ]

  private static let questions = [
    "Why is the sky darker just before a storm?", "How long should I boil potatoes?",
    "Have you ever been to the mountains in winter?", "What would you say to an angry neighbour?",
    "Which is heavier, a pound of feathers or a pound of nails?",
    "Is there a polite way to leave a party early?",
    "How do people sleep with the window open in January?",
    "What does a lawyer actually do all day?",
    "When did people start to drink coffee in the morning?",
    "Could a dog ever learn to play chess, do you think?",
    "If you could live in any century, which one would it be?",
    "Do fish get thirsty, or is that a silly thing to ask?",
    "What is the best thing to bring to a picnic?", "How much does it cost to keep a horse?",
    "Why do I always forget what I came into the kitchen for?",
    "Are you afraid of anything at all?",
  ]

  private static let statements = [
    "My sister is getting married in the spring.", "The bus never came, so I walked home.",
    "I burnt the rice and had to start over.", "It snowed all night and the street is quiet now.",
    "I think my landlord is hiding something from me.", "We painted the bedroom a pale green.",
    "I finally finished that book you told me about.",
    "My knee hurts whenever the weather changes.",
    "There is a spider the size of a coin above my bed.",
    "I would rather stay in and watch an old film.", "Nobody at work listens when I speak.",
    "The tomatoes on my balcony are turning red at last.",
    "You sound a bit tired today, if you don't mind me saying so.",
    "I lost an argument with my seven-year-old, and honestly she was right.",
  ]

  private static let requests = [
    "Describe the room you are in.", "Tell me a joke about two snails.",
    "Write a poem about an empty train station.", "Explain to me how a candle burns.",
    "Sing me something cheerful, will you?", "Help me write a note to my teacher.",
    "Pretend that we have met before.", "Make up a name for a small brown boat.",
    "Please describe a market on a Saturday morning, with smells.",
    "Convince me to get up early tomorrow.", "Teach me three words that sailors use.",
    "Give me a recipe for pancakes without eggs.",
    "Read my mind and tell me what number I am thinking of.",
    "Rewrite this so that it sounds friendlier: I need the money by Friday.",
  ]

  private static let lists = [
    "Milk, bread, eggs, two onions, washing powder and something for the cat.",
    "Monday swimming, Tuesday nothing, Wednesday the dentist, Thursday dinner at Ann's.",
    "red, green or blue?", "1. wake up 2. make tea 3. find my keys 4. be late anyway",
    "Things I like: rain, trains, long soups, short emails.",
    "- socks\n- toothbrush\n- charger\n- the blue coat\nWhat have I forgotten?",
    "Pros: it is cheap, it is close. Cons: it is loud, it smells of fish.",
    "apples pears plums cherries. which of them keep best over winter?",
  ]

  private static let names = [
    "Do you know Mrs Abernathy from number 42?", "My friend Oluwaseun says hello to you.",
    "We drove from Leeds to Inverness in nine hours.",
    "Call me on 555 0192 after six if you change your mind.",
    "Did Beethoven ever meet Mozart in Vienna?", "Priya and Tom are moving to Lisbon in March.",
    "The meeting is on 14 May at 10:30 in room B7.", "I paid 18.50 for a sandwich at the airport!",
    "Is Kowalczyk a common name in Poland?", "My cat is called Professor Wobble.",
    "Between 1914 and 1918, how many letters were sent home?",
    "Dr Nakamura moved my appointment to the 3rd.",
  ]

  private static let code = [
    "What does `for i in range(10): print(i)` do?", "How do I undo my last git commit?",
    "my script says TypeError: 'int' object is not iterable, what now?",
    "SELECT name FROM users WHERE age > 30; why is it slow?",
    "Write a function that adds two numbers:\n\ndef add(a, b):\n    return",
    "Is `x = x + 1` the same as `x += 1`?", "<b>Hello</b> shows up with the tags, how come?",
    "ls -la | grep txt gives me nothing. Any idea why?",
    "{\"name\": \"Rosa\", \"age\": 81} is this valid JSON?",
    "What is the difference between TCP and UDP?",
  ]

  private static let typingErrors = [
    "whats teh best way to lern piano", "i dont konw what to do abuot my brohter",
    "can u tell me somthing intresting", "helo how r u doing todya??", "wher can i buy good chese",
    "im so tierd i coud sleep for a weak", "pls explane gravity like im five",
    "My favorit colour is purpel, whats yours", "do yuo think its gona rain tomorow",
    "THIS IS NOT WHAT I ORDERED AND I AM VERY ANGRY", "idk man, sounds kinda sus to me tbh",
    "soooo what are we doing tonite then",
  ]

  private static let long = [
    """
    I have been thinking about what you said yesterday. It is true that I work too much, but when \
    I stop, I only sit at the window and count the cars. Maybe I need a hobby. What do old \
    sailors do?
    """,
    """
    So here is the thing: my neighbour borrowed my ladder in June, and when I asked for it back he \
    said it had always been his. Now his wife won't greet me, and their dog barks whenever I water \
    the roses. Should I just buy another ladder?
    """,
    """
    When I was small we lived above a bakery. Every morning at four the ovens were lit, and the \
    smell came up through the floor, and my brother and I would lie awake and guess what kind of \
    bread it was. I have never slept as well since.
    """,
    """
    Could you help me plan a birthday party? There will be eleven children, most of them about six \
    years old. One of them cannot eat nuts, two are afraid of balloons, and it will probably rain. \
    We have a small garden, a large kitchen and about eighty pounds to spend.
    """,
    """
    Dear Sir or Madam, I am writing to complain about the heating in flat nine. It has been broken \
    since the second week of November, and although I have called four times, nobody has come. \
    Please make this letter sound a little firmer without being rude.
    """,
    """
    In this story the hero wakes up in a lighthouse and does not remember who she is. There is a \
    letter on the table, a lamp that must not go out, and a knock at the door. I want you to play \
    the person who knocks. Begin when I say the word.
    """,
    """
    My grandmother used to say that there are two kinds of people, those who close the gate and \
    those who leave it open for the next one. I never knew which kind I was. Last night I found \
    the gate open and I could not remember whether I had done it.
    """,
    """
    I read that octopuses have three hearts and that two of them stop when they swim, so that they \
    would rather crawl. Is that so? And if it is, does an octopus get out of breath? I would like \
    to tell my class about it on Thursday, but only if it is true.
    """,
  ]
}
