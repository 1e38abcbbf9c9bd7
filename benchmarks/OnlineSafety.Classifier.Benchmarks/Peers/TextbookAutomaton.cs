namespace OnlineSafety.Benchmarks.Peers;

/// <summary>Aho-Corasick as textbooks have it: nodes with dictionaries, failure links followed while searching.</summary>
internal sealed class TextbookAutomaton
{
    private readonly Node _root = new();
    private readonly string[] _phrases;

    public TextbookAutomaton(string[] phrases)
    {
        _phrases = phrases;
        for (int id = 0; id < phrases.Length; id++)
        {
            Node node = _root;
            foreach (char c in phrases[id])
            {
                if (!node.Children.TryGetValue(c, out Node? child))
                    node.Children[c] = child = new Node();
                node = child;
            }

            node.Ids.Add(id);
        }

        Queue<Node> queue = new();
        foreach (Node child in _root.Children.Values)
        {
            child.Failure = _root;
            queue.Enqueue(child);
        }

        while (queue.TryDequeue(out Node? node))
        {
            foreach ((char c, Node child) in node.Children)
            {
                Node failure = node.Failure!;
                while (failure != _root && !failure.Children.ContainsKey(c))
                {
                    failure = failure.Failure!;
                }

                child.Failure = failure.Children.GetValueOrDefault(c, _root);
                child.Ids.AddRange(child.Failure.Ids);
                queue.Enqueue(child);
            }
        }
    }

    /// <summary>Counts the phrases at word boundaries.</summary>
    public int Count(string text)
    {
        int count = 0;
        Node node = _root;
        for (int i = 0; i < text.Length; i++)
        {
            char c = char.ToLowerInvariant(text[i]);
            while (node != _root && !node.Children.ContainsKey(c))
            {
                node = node.Failure!;
            }

            node = node.Children.GetValueOrDefault(c, _root);
            foreach (int id in node.Ids)
            {
                count += Boundary.IsWord(text, i + 1 - _phrases[id].Length, i + 1) ? 1 : 0;
            }
        }

        return count;
    }

    private sealed class Node
    {
        public Dictionary<char, Node> Children { get; } = [];

        public List<int> Ids { get; } = [];

        public Node? Failure { get; set; }
    }
}
